package farkeep.box.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import farkeep.box.Box;
import farkeep.box.BoxPorts;
import farkeep.box.BoxSettings;
import farkeep.box.TestHome;
import farkeep.box.events.BoxEvent;
import farkeep.box.replication.TestVault;
import farkeep.link.carrier.Carrier;
import farkeep.link.carrier.LinkSettings;
import farkeep.link.carrier.LinkSettings.Counts;
import farkeep.link.carrier.LinkSettings.Times;
import farkeep.link.carrier.nativequic.NativeQuicCarrier;
import farkeep.link.pairing.PairingCode;
import farkeep.objects.FolderTag;
import farkeep.objects.PeerId;
import farkeep.objects.SigningKey;
import farkeep.objects.log.LogBody;
import farkeep.objects.system.SystemDisk;
import farkeep.store.StoreSettings;
import farkeep.store.catalogue.Catalogue.Severity;
import farkeep.store.catalogue.MemoryCatalogue;
import farkeep.testkit.tasks.HastyTime;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// A whole box over real native QUIC on the loopback, whose time runs [#TIMES] as fast. It keeps
/// two vaults: one whose devices are hostile, and that of the home of a [TestHome], which is
/// honest.
final class BesiegedBox implements AutoCloseable {
  private static final int TIMES = 5;
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  final TestHome home = new TestHome();
  final TestVault attacked = new TestVault(home.randomness);
  final SigningKey reader = attacked.key();
  final SigningKey revoked = attacked.key();
  final List<Standing> standings = new ArrayList<>();
  final List<BoxEvent> events = Collections.synchronizedList(new ArrayList<>());

  /// That of the hostile peers, which take in little of what they don't read.
  final Carrier peers =
      new NativeQuicCarrier(
          LinkSettings.ordinary().with(new LinkSettings.Windows(256 << 10, 128 << 10)),
          home.carrierPorts);

  private final HastyTime time = new HastyTime(TIMES);
  private final Carrier carrier;
  private final Box box;
  private final PeerId id;

  /// What one script has of its own.
  record Standing(SigningKey device, FolderTag folder) {}

  /// @param arrivalsPerSecondMax the bound for new links, which all come from one network here
  /// @param standings devices and folders of the hostile vault
  BesiegedBox(Path directory, int arrivalsPerSecondMax, int standings) throws Exception {
    attacked.deviceEntry(reader, LogBody.Role.READER);
    attacked.deviceEntry(revoked, LogBody.Role.WRITER);
    for (int i = 0; i < standings; i++) {
      Standing standing = new Standing(attacked.key(), attacked.newFolder());
      attacked.deviceEntry(standing.device(), LogBody.Role.WRITER);
      this.standings.add(standing);
    }
    this.carrier = new NativeQuicCarrier(settings(arrivalsPerSecondMax), home.carrierPorts);
    BoxPorts ports = new BoxPorts(new SystemDisk(directory), time, time, home.randomness, carrier);
    StoreSettings standard = StoreSettings.standard();
    StoreSettings roomy =
        new StoreSettings(
            standard.packs(), standard.commits(), new StoreSettings.Reserve(0, 0, 1 << 20));
    InetSocketAddress anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    this.box =
        Box.start(
            ports,
            new BoxSettings(anyPort, List.of(), List.of(), false, roomy),
            () -> new MemoryCatalogue(time),
            events::add);
    this.id = home.pair(address(), box.openToFirstOwner().orElseThrow().code());
    home.pair(address(), openPairing(), attacked);
  }

  private static LinkSettings settings(int arrivalsPerSecondMax) {
    LinkSettings small = LinkSettings.smallMemory();
    Counts counts = small.counts();
    Times times = small.times();
    return small
        .with(
            new Counts(
                counts.linksMax(),
                counts.streamsMax(),
                counts.unauthenticatedMax(),
                arrivalsPerSecondMax))
        .with(
            new Times(
                times.handshakeMax(),
                times.progressMax().dividedBy(TIMES),
                times.idleMax(),
                times.keepAlive()));
  }

  PairingCode openPairing() throws Exception {
    return box.openPairing().code();
  }

  InetSocketAddress address() {
    return box.address();
  }

  PeerId id() {
    return id;
  }

  int sessions() {
    return box.sessions();
  }

  /// Waits for something that comes soon.
  void await(String what, BooleanSupplier come) {
    Duration end = home.clocks.running().plus(PATIENCE);
    while (!come.getAsBoolean()) {
      assertThat(home.clocks.running()).as("%s; events %s", what, last()).isLessThan(end);
      LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
    }
  }

  private List<BoxEvent> last() {
    synchronized (events) {
      return List.copyOf(events.subList(Math.max(0, events.size() - 10), events.size()));
    }
  }

  /// The box must be well: it answers, and nothing went wrong in it that nobody had foreseen.
  void mustBeWell() throws Exception {
    assertThat(box.told().getSentence()).isNotEmpty();
    synchronized (events) {
      assertThat(events).noneMatch(event -> event.severity() == Severity.ERROR);
    }
  }

  @Override
  public void close() throws IOException {
    box.end();
    try {
      assertThat(box.awaitEnd(_ -> {})).isEmpty();
    } catch (InterruptedException e) {
      throw new IllegalStateException("nobody cancels a test", e);
    }
    home.close();
    peers.close();
    carrier.close();
  }
}
