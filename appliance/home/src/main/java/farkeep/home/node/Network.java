package farkeep.home.node;

import farkeep.home.engine.HomeNode;
import farkeep.home.engine.OpenedVault;
import farkeep.home.engine.Ports;
import farkeep.home.replicate.Connector;
import farkeep.home.state.StateDirectory;
import farkeep.link.auth.AuthenticatedLink;
import farkeep.link.auth.Authenticator;
import farkeep.link.auth.Destination;
import farkeep.link.auth.Dialler;
import farkeep.link.auth.Role;
import farkeep.link.carrier.Carrier;
import farkeep.link.carrier.Pin;
import farkeep.link.discovery.Finder;
import farkeep.objects.PeerId;
import farkeep.objects.log.BoxRecord;
import farkeep.objects.log.LogBody;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// How this home meets its boxes: it dials the addresses in the vault log, and, when it listens,
/// takes boxes that dial home. Replication doesn't care who dialled.
public final class Network implements Closeable {
  /// How long one attempt waits for a box that dials home.
  static final Duration ARRIVAL_MAX = Duration.ofSeconds(60);

  private final Carrier carrier;
  private final Ports ports;
  private final Arrivals arrivals;
  private final KnownAddresses known;
  private final LanSearch lan;

  /// @param carrier closed together with this
  /// @param arrivals where boxes that dial home are handed over
  /// @param finder looks for boxes on this home's own network
  /// @param state where the addresses of boxes are remembered
  public Network(
      Carrier carrier, Finder finder, Ports ports, Arrivals arrivals, StateDirectory state)
      throws IOException {
    this.carrier = carrier;
    this.ports = ports;
    this.arrivals = arrivals;
    this.known = new KnownAddresses(state);
    this.lan = new LanSearch(finder, ports);
  }

  /// Which carrier is used.
  public Carrier carrier() {
    return carrier;
  }

  /// Where boxes that dial home are handed over.
  public Arrivals arrivals() {
    return arrivals;
  }

  /// Boxes on this home's own network.
  public LanSearch lan() {
    return lan;
  }

  /// Where boxes may be dialled.
  public KnownAddresses addresses() {
    return known;
  }

  /// Reaches a box of this vault.
  public Connector connector(HomeNode node, PeerId box) {
    return () -> connect(node.vault(), box);
  }

  private AuthenticatedLink connect(OpenedVault vault, PeerId box)
      throws IOException, InterruptedException {
    var arrived = arrivals.poll(box);
    if (arrived.isPresent()) return arrived.get();
    LogBody.Box entry = vault.log().state().boxes().get(box);
    if (entry == null) {
      throw new IOException("box %s is no longer in this vault".formatted(box.abbreviated()));
    }
    IOException failed =
        new IOException(
            "no address of the box is known: it dials home; use `farkeep run --listen ADDRESS:PORT`");
    List<InetSocketAddress> there =
        known.of(entry.record()).stream().map(Addresses::parse).toList();
    if (!there.isEmpty()) {
      try {
        return dialler(vault).dial(destination(entry.record(), there));
      } catch (IOException e) {
        failed = e;
      }
    }
    var neighbour = lan.of(box);
    if (neighbour.isPresent()) {
      try {
        return dialler(vault).dial(destination(entry.record(), neighbour.get().addresses()));
      } catch (IOException e) {
        if (there.isEmpty()) failed = e; // else what the known addresses said says more
      }
    }
    if (arrivals.isOpen()) return arrivals.await(box, ARRIVAL_MAX);
    throw failed;
  }

  /// Whether a peer is a box of this vault.
  public static Authenticator authenticator(OpenedVault vault, Ports ports) {
    return new Authenticator(
        ports.tasks(),
        ports.randomness(),
        vault.device().signing(),
        Role.HOME,
        peer -> records(vault).stream().anyMatch(box -> box.box().equals(peer)));
  }

  private Dialler dialler(OpenedVault vault) {
    return new Dialler(ports.tasks(), ports.clocks(), carrier, authenticator(vault, ports));
  }

  private static List<BoxRecord> records(OpenedVault vault) {
    return vault.log().state().boxes().values().stream().map(LogBody.Box::record).toList();
  }

  private static Destination destination(BoxRecord box, List<InetSocketAddress> addresses) {
    Set<Pin> pins =
        Set.copyOf(
            Stream.concat(Stream.of(box.pin()), box.nextPin().stream()).map(Pin::new).toList());
    return new Destination() {
      @Override
      public PeerId peer() {
        return box.box();
      }

      @Override
      public List<InetSocketAddress> addresses() {
        return addresses;
      }

      @Override
      public Carrier.Expected expected() {
        return new Carrier.Expected.OneOf(pins);
      }
    };
  }

  /// Takes boxes into the vault of a node.
  Pairing pairing(HomeNode node) {
    return new Pairing(node, this, ports);
  }

  @Override
  public void close() throws IOException {
    arrivals.close();
    carrier.close();
  }
}
