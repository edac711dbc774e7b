package farkeep.home.node;

import farkeep.home.control.Event;
import farkeep.home.control.Request;
import farkeep.home.control.Verbs.Events;
import farkeep.home.engine.Boxes;
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
import farkeep.link.carrier.Link;
import farkeep.link.carrier.NobodyAnsweredException;
import farkeep.link.carrier.Pin;
import farkeep.link.discovery.Finder;
import farkeep.link.discovery.FoundBox;
import farkeep.link.pairing.BoxOffer;
import farkeep.link.pairing.HomeOffer;
import farkeep.link.pairing.PairingCode;
import farkeep.link.pairing.PairingHome;
import farkeep.objects.PeerId;
import farkeep.objects.log.BoxRecord;
import farkeep.objects.log.LogBody;
import farkeep.objects.log.VaultLogEntry;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// How this home meets its boxes: it dials the addresses in the vault log, and, when it listens,
/// takes boxes that dial home. Replication doesn't care who dialled.
public final class Network implements Closeable {
  /// How long a command waits for a box that is to dial home for pairing.
  static final Duration PAIRING_MAX = Duration.ofMinutes(10);

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

  /// Pairs with a box, by dialling it or by waiting for it to dial.
  Event.Done pair(HomeNode node, Request.Pair pair, Events events)
      throws IOException, InterruptedException {
    PairingCode code = PairingCode.typed(pair.code());
    OpenedVault vault = node.vault();
    List<byte[]> log = vault.log().entries(0).stream().map(VaultLogEntry::encode).toList();
    HomeOffer offer = new HomeOffer(vault.id(), vault.device().id(), log);
    BoxOffer box;
    try (Link link = pairingLink(pair, events)) {
      box =
          new PairingHome(ports.tasks(), ports.randomness(), vault.device().signing())
              .run(link, code, offer, found -> adopt(node, found, pair));
    }
    node.boxes().refresh();
    return new Event.Done(
        "paired with box %s %s; it keeps what `farkeep add` binds"
            .formatted(
                pair.name() == null ? box.name() : pair.name(), box.record().box().abbreviated()),
        0,
        0,
        0,
        0);
  }

  private Link pairingLink(Request.Pair pair, Events events)
      throws IOException, InterruptedException {
    String wanted = pair.address();
    if (wanted != null && wanted.contains(":")) {
      return dialForPairing(carrier, Addresses.parse(wanted), events);
    }
    var neighbour = neighbourForPairing(wanted, events);
    if (neighbour.isPresent()) {
      events.tell(new Event.Note("found " + neighbour.get().shown() + " on this network"));
      return dialForPairing(carrier, neighbour.get().addresses().getFirst(), events);
    }
    if (!arrivals.isOpen()) {
      throw new IllegalArgumentException(
          "no address, and no box on this network is open for pairing: open its window, or give its HOST:PORT,"
              + " or start `farkeep run --listen ADDRESS:PORT` and let the box dial it");
    }
    events.tell(new Event.Note("waiting for a box that dials this home"));
    return arrivals.awaitPairing(PAIRING_MAX);
  }

  private Optional<FoundBox> neighbourForPairing(@Nullable String wanted, Events events)
      throws IOException, InterruptedException {
    events.tell(new Event.Note("looking for the box on this network"));
    try {
      return lan.forPairing(wanted);
    } catch (NotFoundException e) {
      throw e;
    } catch (IOException e) {
      if (wanted != null) throw e;
      events.tell(new Event.Note(e.getMessage() + ", so no box is looked for there"));
      return Optional.empty();
    }
  }

  /// Dials a second time when nobody answered the first: a slow machine may need longer than a
  /// handshake may take. No guess at the code is spent here, since none has been sent yet.
  static Link dialForPairing(Carrier carrier, InetSocketAddress address, Events events)
      throws IOException, InterruptedException {
    try {
      return carrier.dial(address, new Carrier.Expected.AnyForPairing(), Carrier.PAIRING);
    } catch (NobodyAnsweredException e) {
      events.tell(new Event.Note("nobody has answered at %s yet; once more".formatted(address)));
      return carrier.dial(address, new Carrier.Expected.AnyForPairing(), Carrier.PAIRING);
    }
  }

  private byte[] adopt(HomeNode node, BoxOffer box, Request.Pair asked) throws IOException {
    if (asked.address() != null && asked.address().contains(":")) {
      known.remember(box.record().box(), List.of(asked.address()));
    }
    String name = asked.name() == null ? box.name() : asked.name();
    OpenedVault vault = node.vault();
    Map<PeerId, LogBody.Box> there = vault.log().state().boxes();
    if (!there.containsKey(box.record().box()) && there.size() >= Boxes.BOXES_MAX) {
      throw new IOException(
          "the vault has %d boxes already, the most that this version works with"
              .formatted(Boxes.BOXES_MAX));
    }
    LogBody.Box body =
        new LogBody.Box(
            box.record(), box.countersignature(), BoxNames.seal(vault, box.record().box(), name));
    VaultLogEntry entry =
        VaultLogEntry.sign(vault.id(), vault.log().tips(), body, vault.device().signing());
    node.folders().append(entry);
    return entry.encode();
  }

  @Override
  public void close() throws IOException {
    arrivals.close();
    carrier.close();
  }
}
