package farkeep.simulation;

import farkeep.home.control.Event;
import farkeep.home.control.Request;
import farkeep.home.engine.Boxes;
import farkeep.home.engine.HomeNode;
import farkeep.home.engine.Ports;
import farkeep.home.node.Arrivals;
import farkeep.home.node.HomeListener;
import farkeep.home.node.Network;
import farkeep.home.node.NodeVerbs;
import farkeep.home.node.Presence;
import farkeep.home.node.Watching;
import farkeep.home.outage.HomeSide;
import farkeep.home.outage.Knock;
import farkeep.home.outage.Surroundings;
import farkeep.home.replicate.BoxEvents;
import farkeep.home.replicate.Connector;
import farkeep.home.replicate.Patience;
import farkeep.home.state.StateDirectory;
import farkeep.link.carrier.Carrier;
import farkeep.link.discovery.Finder;
import farkeep.objects.PeerId;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/// A home node as its program wires it, but for the ports.
///
/// @param verbs what its commands are carried out by
record RunningHome(StateDirectory directory, HomeNode node, Network network, NodeVerbs verbs)
    implements Closeable {
  /// A simulated home finds out nothing about its network: no daemon runs on it.
  private static final Surroundings NOWHERE =
      new Surroundings() {
        @Override
        public HomeSide home() {
          return HomeSide.WELL;
        }

        @Override
        public Knock knock(List<String> addresses) {
          return Knock.NO_ADDRESS;
        }

        @Override
        public boolean isNear(List<String> addresses) {
          return false;
        }
      };

  /// Starts it on a state directory with a vault.
  ///
  /// @param port where boxes dial it; none: it does not listen
  static RunningHome start(Path state, Ports ports, Carrier carrier, OptionalInt port)
      throws IOException {
    StateDirectory directory = StateDirectory.open(state);
    HomeNode node = HomeNode.open(directory, ports);
    Arrivals arrivals = new Arrivals(ports.tasks(), ports.clocks(), port.isPresent());
    Network network = new Network(carrier, Finder.NONE, ports, arrivals, directory);
    Presence presence = new Presence(node, ports);
    node.connect(
        new Boxes.Ways() {
          @Override
          public Connector to(PeerId box) {
            return network.connector(node, box);
          }

          @Override
          public BoxEvents events(PeerId box) {
            return presence.events(box);
          }
        },
        Patience.COMMAND);
    if (port.isPresent()) {
      InetSocketAddress at = new InetSocketAddress(port.getAsInt());
      new HomeListener(at, node, network, directory, ports); // its carrier closes it
    }
    Watching watching =
        new Watching(
            node, network, presence, directory, new Watching.Outside(ports, _ -> _ -> "", NOWHERE));
    return new RunningHome(
        directory, node, network, new NodeVerbs(node, network, presence, watching, () -> {}));
  }

  /// Carries a command out.
  ///
  /// @return the last thing that was said
  Event answer(Request request) throws InterruptedException {
    List<Event> said = new ArrayList<>();
    verbs.handle(request, said::add);
    return said.getLast();
  }

  /// Lets go of what a killed process has: only the lock, since nothing of it may write any more.
  void abandon() throws IOException {
    directory.close();
  }

  @Override
  public void close() throws IOException {
    try (directory;
        network) {
      node.close();
    }
  }
}
