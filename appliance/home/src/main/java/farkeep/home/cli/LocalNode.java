package farkeep.home.cli;

import farkeep.home.alarm.Senders;
import farkeep.home.control.Verbs;
import farkeep.home.engine.Boxes;
import farkeep.home.engine.HomeNode;
import farkeep.home.engine.Ports;
import farkeep.home.node.Arrivals;
import farkeep.home.node.Network;
import farkeep.home.node.NodeVerbs;
import farkeep.home.node.Presence;
import farkeep.home.node.Watching;
import farkeep.home.outage.SystemSurroundings;
import farkeep.home.replicate.BoxEvents;
import farkeep.home.replicate.Connector;
import farkeep.home.replicate.Patience;
import farkeep.home.state.StateDirectory;
import farkeep.link.carrier.Carrier;
import farkeep.link.carrier.CarrierPorts;
import farkeep.link.carrier.LinkSettings;
import farkeep.link.carrier.QuicChoice;
import farkeep.link.choice.CarrierUnavailableException;
import farkeep.link.choice.Carriers;
import farkeep.link.discovery.Finder;
import farkeep.link.discovery.MulticastFinder;
import farkeep.objects.PeerId;
import farkeep.objects.system.SystemClocks;
import farkeep.objects.system.SystemRandomness;
import farkeep.objects.system.SystemTasks;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;

/// A home node opened in this process: where the real ports are made and everything is wired.
final class LocalNode implements Closeable {
  private final StateDirectory directory;
  private final Ports ports;
  private final HomeNode node;
  private final Network network;
  private final Presence presence;
  private final Watching watching;

  /// How it goes to the network, as the owner wants it.
  ///
  /// @param mdns whether boxes are looked for on this machine's own networks
  record Reach(QuicChoice quic, boolean mdns) {}

  private LocalNode(StateDirectory directory, boolean listening, Patience patience, Reach reach)
      throws IOException {
    this.directory = directory;
    this.ports = ports();
    this.node = HomeNode.open(directory, ports);
    Arrivals arrivals = new Arrivals(ports.tasks(), ports.clocks(), listening);
    Finder finder = reach.mdns() ? new MulticastFinder(ports.tasks(), ports.clocks()) : Finder.NONE;
    this.network = new Network(carrier(reach.quic(), ports), finder, ports, arrivals, directory);
    this.presence = new Presence(node, ports);
    this.watching =
        new Watching(
            node,
            network,
            presence,
            directory,
            new Watching.Outside(ports, Senders::of, new SystemSurroundings()));
    if (patience == Patience.DAEMON) watching.begin();
    node.connect(ways(), patience);
  }

  private Boxes.Ways ways() {
    return new Boxes.Ways() {
      @Override
      public Connector to(PeerId box) {
        return network.connector(node, box);
      }

      @Override
      public BoxEvents events(PeerId box) {
        return presence.events(box);
      }
    };
  }

  /// The real ports.
  static Ports ports() {
    return new Ports(new SystemTasks(), new SystemClocks(), new SystemRandomness());
  }

  /// The carrier of this choice.
  ///
  /// @throws IllegalArgumentException this machine lacks it
  static Carrier carrier(QuicChoice quic, Ports ports) {
    try {
      return Carriers.choose(
          quic,
          LinkSettings.ordinary(),
          new CarrierPorts(ports.tasks(), ports.clocks(), ports.randomness()));
    } catch (CarrierUnavailableException e) {
      throw new IllegalArgumentException("--quic: " + e.getMessage(), e);
    }
  }

  /// Where the daemon of a state directory listens for requests.
  static Path controlSocket(Path state) {
    return state.resolve("control.sock");
  }

  /// For a command that somebody waits for.
  ///
  /// @throws farkeep.home.state.StateInUseException a daemon has it, or another command
  static LocalNode forCommand(Path state, Reach reach) throws IOException {
    return open(state, false, Patience.COMMAND, reach);
  }

  /// For the daemon.
  ///
  /// @param listening whether boxes that dial home are taken
  static LocalNode forDaemon(Path state, boolean listening, Reach reach) throws IOException {
    return open(state, listening, Patience.DAEMON, reach);
  }

  private static LocalNode open(Path state, boolean listening, Patience patience, Reach reach)
      throws IOException {
    StateDirectory directory = StateDirectory.open(state);
    try {
      return new LocalNode(directory, listening, patience, reach);
    } catch (IOException | RuntimeException e) {
      directory.close();
      throw e;
    }
  }

  /// What carries out requests here.
  ///
  /// @param stop ends the daemon
  Verbs verbs(Runnable stop) {
    return new NodeVerbs(node, network, presence, watching, stop);
  }

  HomeNode node() {
    return node;
  }

  Network network() {
    return network;
  }

  Presence presence() {
    return presence;
  }

  Watching watching() {
    return watching;
  }

  StateDirectory directory() {
    return directory;
  }

  Ports outside() {
    return ports;
  }

  @Override
  public void close() throws IOException {
    try (directory;
        network) {
      node.close();
    }
  }
}
