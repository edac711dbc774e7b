package farkeep.acceptance;

import farkeep.box.replication.Itself;
import farkeep.box.replication.KeptVault;
import farkeep.box.replication.ReplicationServer;
import farkeep.box.replication.Surroundings;
import farkeep.box.replication.Vaults;
import farkeep.box.update.UpdateInbox;
import farkeep.link.auth.AuthenticatedLink;
import farkeep.link.auth.Authenticator;
import farkeep.link.auth.Role;
import farkeep.link.carrier.Carrier;
import farkeep.link.carrier.CarrierPorts;
import farkeep.link.carrier.Link;
import farkeep.link.carrier.LinkSettings;
import farkeep.link.carrier.QuicChoice;
import farkeep.link.carrier.TlsIdentity;
import farkeep.link.choice.Carriers;
import farkeep.objects.PeerId;
import farkeep.objects.SigningKey;
import farkeep.objects.VaultId;
import farkeep.objects.log.BoxRecord;
import farkeep.objects.port.TaskGroup;
import farkeep.objects.system.SystemClocks;
import farkeep.objects.system.SystemDisk;
import farkeep.objects.system.SystemRandomness;
import farkeep.objects.system.SystemTasks;
import farkeep.store.PackedVaultStore;
import farkeep.store.StorePorts;
import farkeep.store.StoreSettings;
import farkeep.store.VaultPlace;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// The real parts of a box in this process: packs in a directory, replication over QUIC on the
/// loopback. Not paired: a home's log is given to it.
final class BoxInProcess implements AutoCloseable {
  static final SigningKey KEY = SigningKey.ofSeed(new byte[32]);

  private final SystemTasks tasks = new SystemTasks();
  private final SystemClocks clocks = new SystemClocks();
  private final SystemRandomness randomness = new SystemRandomness();
  private final TlsIdentity identity;
  private final SystemDisk disk;
  private final Vaults vaults;
  private final ReplicationServer server;
  private final Meeting meeting;
  private final Carrier carrier;
  private final Carrier homeCarrier;
  private final Carrier.Listener listener;
  private final TaskGroup group;
  private final Set<Link> links = ConcurrentHashMap.newKeySet();
  private volatile ReplicationServer.Account last =
      new ReplicationServer.Account(0, KEY.id(), 0, 0, 0);

  /// How home and box meet.
  ///
  /// @param home the carrier of the home
  /// @param box the carrier of the box
  /// @param boxDials whether the box dials the home, and not the home the box
  record Meeting(QuicChoice home, QuicChoice box, boolean boxDials) {}

  BoxInProcess(Path directory) throws IOException {
    this(directory, new Meeting(QuicChoice.AUTO, QuicChoice.AUTO, false));
  }

  BoxInProcess(Path directory, Meeting meeting) throws IOException {
    this.meeting = meeting;
    this.identity = TlsIdentity.generate(randomness, Instant.EPOCH);
    this.disk = new SystemDisk(directory);
    this.vaults = new Vaults(tasks, this::open);
    Surroundings around =
        new Surroundings(
            tasks,
            clocks,
            new UpdateInbox(tasks, disk, 0, _ -> {}, false),
            Itself.silent(KEY.id()),
            vaults,
            _ -> {});
    this.server = new ReplicationServer(around, new Records());
    this.carrier = carrier(meeting.box());
    this.homeCarrier = carrier(meeting.home());
    this.listener =
        (meeting.boxDials() ? homeCarrier : carrier)
            .listen(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                identity,
                () -> Set.of(Carrier.FARKEEP));
    this.group = new TaskGroup(tasks);
    if (!meeting.boxDials()) group.start("accept", this::accept);
  }

  private Carrier carrier(QuicChoice choice) throws IOException {
    return Carriers.choose(
        choice, LinkSettings.ordinary(), new CarrierPorts(tasks, clocks, randomness));
  }

  private final class Records implements ReplicationServer.SessionRecords {
    @Override
    public long began(PeerId device) {
      return 1;
    }

    @Override
    public void ended(ReplicationServer.Account session, String outcome) {
      last = session;
    }
  }

  private KeptVault open(VaultId id) throws IOException {
    StorePorts ports = new StorePorts(disk, tasks, clocks, randomness, event -> {});
    VaultPlace place = new VaultPlace("vaults/" + id, KEY.id());
    return KeptVault.open(id, PackedVaultStore.open(ports, place, StoreSettings.standard()), tasks);
  }

  private void accept() throws IOException, InterruptedException {
    while (true) meet(listener.accept());
  }

  private void meet(Link link) {
    var authenticator = new Authenticator(tasks, randomness, KEY, Role.BOX, server::knows);
    links.add(link);
    group.start("session", () -> serve(authenticator, link));
  }

  private void serve(Authenticator authenticator, Link link) throws InterruptedException {
    try {
      AuthenticatedLink peer = authenticator.run(link);
      server.serve(peer.link(), peer.control(), peer.peer());
    } catch (IOException e) {
      link.close();
    } finally {
      links.remove(link);
    }
  }

  /// Takes a vault in, as pairing would.
  void adopt(VaultId vault, List<byte[]> log) throws IOException {
    KeptVault kept = vaults.openOrMake(vault).orElseThrow();
    kept.append(log)
        .ifPresent(refusal -> {
          throw new IllegalStateException(refusal);
        });
  }

  /// What it says of itself.
  BoxRecord record() {
    return new BoxRecord(
        KEY.id(),
        1,
        identity.pin().value(),
        Optional.empty(),
        List.of("127.0.0.1:" + listener.address().getPort()));
  }

  /// One attempt to bring the home and it together.
  AuthenticatedLink dial(SigningKey device) throws IOException, InterruptedException {
    Link link = meeting.boxDials() ? awaitBox() : dial(homeCarrier);
    return new Authenticator(tasks, randomness, device, Role.HOME, KEY.id()::equals).run(link);
  }

  private Link awaitBox() throws IOException, InterruptedException {
    meet(dial(carrier));
    return listener.accept();
  }

  private Link dial(Carrier from) throws IOException, InterruptedException {
    return from.dial(
        listener.address(), new Carrier.Expected.OneOf(Set.of(identity.pin())), Carrier.FARKEEP);
  }

  /// Cuts every link there is.
  void cut() {
    links.forEach(Link::close);
  }

  /// The session that ended last.
  ReplicationServer.Account lastSession() {
    return last;
  }

  @Override
  public void close() throws IOException {
    server.close();
    try {
      server.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    listener.close();
    group.close();
    carrier.close();
    homeCarrier.close();
    vaults.close();
  }
}
