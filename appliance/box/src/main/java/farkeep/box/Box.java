package farkeep.box;

import farkeep.box.Ending.Reason;
import farkeep.box.events.BoxEvent;
import farkeep.box.events.BoxEvents;
import farkeep.box.events.CatalogueKeeper;
import farkeep.box.health.Alarm;
import farkeep.box.health.BoxHealth;
import farkeep.box.health.Homes;
import farkeep.box.host.HostWishes;
import farkeep.box.identity.BoxIdentity;
import farkeep.box.page.BoxFacts;
import farkeep.box.pairing.ForgottenPairings;
import farkeep.box.pairing.Invitation;
import farkeep.box.pairing.PairingDesk;
import farkeep.box.pairing.VaultIntake;
import farkeep.box.replication.ReplicationServer;
import farkeep.box.replication.Surroundings;
import farkeep.box.replication.Vaults;
import farkeep.box.update.UpdateInbox;
import farkeep.link.auth.Authenticator;
import farkeep.link.auth.Reception;
import farkeep.link.auth.Role;
import farkeep.link.carrier.Carrier;
import farkeep.link.discovery.Announcement;
import farkeep.link.protocol.Health;
import farkeep.link.protocol.Life;
import farkeep.objects.port.TaskGroup;
import farkeep.objects.port.Tasks;
import farkeep.store.catalogue.Catalogue;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.ZoneId;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// A whole box on its ports: vaults, listener, pairing, sessions, health.
public final class Box {
  /// The name of the lock in the data directory.
  static final String LOCK = "box.lock";

  /// Why a box ends that somebody stopped.
  static final String ASKED_TO = "asked to";

  private final BoxPorts ports;
  private final Catalogue catalogue;
  private final CatalogueKeeper keeper;
  private final CatalogueRows events;
  private final Ending ending;
  private final BoxIdentity identity;
  private final Alarm alarm;
  private final Closeable lock;
  private final Vaults vaults;
  private final BoxHealth health;
  private final ReplicationServer server;
  private final PairingDesk desk;
  private final Pairings pairings;
  private final Carrier.Listener listener;
  private final TaskGroup group;
  private final HomeDialling dialling;
  private final HostSide host;
  private final long reserveBytes;
  private volatile Optional<Supplier<Life>> life = Optional.empty();

  /// Opens the catalogue, once the data directory is this box's alone.
  @FunctionalInterface
  public interface CatalogueSource {
    /// Opens it; an empty one is filled by the box.
    Catalogue open() throws IOException, InterruptedException;
  }

  /// Starts a box: it can be reached when this returns.
  ///
  /// @param source of the catalogue, which is closed with the box
  /// @param log gets every event, as the catalogue does
  /// @throws farkeep.objects.port.AlreadyLockedException another box works on the data directory
  /// @throws IOException the data directory or the network can't be used
  public static Box start(
      BoxPorts ports, BoxSettings settings, CatalogueSource source, BoxEvents log)
      throws IOException, InterruptedException {
    Closeable lock = ports.disk().lock(LOCK);
    Catalogue catalogue = null;
    try {
      catalogue = source.open();
      return new Box(ports, settings, new Records(catalogue, log), lock);
    } catch (IOException | InterruptedException | RuntimeException e) {
      if (catalogue != null) catalogue.close();
      lock.close();
      throw e;
    }
  }

  /// Where events and rows go.
  private record Records(Catalogue catalogue, BoxEvents log) {}

  private Box(BoxPorts ports, BoxSettings settings, Records records, Closeable lock)
      throws IOException {
    this.ports = ports;
    this.lock = lock;
    this.reserveBytes = settings.storage().reserve().bytes(ports.disk().totalBytes());
    this.catalogue = records.catalogue();
    Tasks tasks = ports.tasks();
    this.keeper = new CatalogueKeeper(tasks, catalogue, records.log());
    this.events = CatalogueRows.behind(catalogue, keeper, ports.clocks(), records.log());
    this.ending = new Ending(tasks);
    this.alarm = new Alarm(tasks);
    this.identity = identity();
    ForgottenPairings forgotten = forgotten();
    StoreWatch watch = new StoreWatch(events, ending, alarm);
    this.vaults =
        new BoxVaults(ports, identity.id(), settings.storage(), events, watch, forgotten).openAll();
    VaultIntake intake =
        new VaultIntake(
            identity,
            vaults,
            forgotten,
            () -> settings.announce().isEmpty() ? Addresses.of(address()) : settings.announce());
    UpdateInbox updates =
        new UpdateInbox(tasks, ports.disk(), reserveBytes, events, settings.takesUpdates());
    this.server =
        new ReplicationServer(
            new Surroundings(tasks, ports.clocks(), updates, intake, vaults, events), events);
    this.pairings = Pairings.of(ports, identity, vaults, forgotten, intake, events);
    this.desk = pairings.desk();
    this.group = new TaskGroup(tasks);
    this.host = hostSide();
    this.health = health();
    this.listener = listen(settings, identity);
    Authenticator authenticator =
        new Authenticator(tasks, ports.randomness(), identity.key(), Role.BOX, server::knows);
    this.dialling = new HomeDialling(ports, authenticator, server, desk, events);
    startTasks(authenticator, settings);
    events.say(
        BoxEvent.info("box started")
            .with("box", identity.id().abbreviated())
            .with("port", listener.address().getPort())
            .with("vaults", vaults.all().size()));
  }

  private BoxIdentity identity() throws IOException {
    return BoxIdentity.loadOrMake(
        ports.disk(), ports.clocks(), ports.randomness(), what -> events.say(BoxEvent.warn(what)));
  }

  private ForgottenPairings forgotten() throws IOException {
    return new ForgottenPairings(
        ports.tasks(),
        ports.disk(),
        what ->
            events.say(BoxEvent.warn("list of forgotten pairings was mended").with("what", what)));
  }

  private Carrier.Listener listen(BoxSettings settings, BoxIdentity identity) throws IOException {
    try {
      return ports.carrier().listen(settings.listen(), identity.tls(), desk::protocols);
    } catch (IOException e) {
      vaults.close();
      throw e;
    }
  }

  private BoxHealth health() {
    Homes homes = PresentHomes.of(server, desk, () -> dialling.reached());
    BoxHealth.Sources sources =
        new BoxHealth.Sources(ports.disk(), vaults, catalogue, homes, ports.machine(), host::found);
    return new BoxHealth(ports.tasks(), alarm, ports.clocks(), sources);
  }

  private void startTasks(Authenticator authenticator, BoxSettings settings) {
    Tasks tasks = ports.tasks();
    Reception reception = new Reception(tasks, listener, authenticator);
    Visitors visitors = new Visitors(server, desk, events);
    group.start("reception", () -> receive(reception, visitors));
    group.start("health", () -> health.run(this::takeStock));
    for (Supplier<InetSocketAddress> home : settings.dialHome()) {
      group.start("dial home", () -> dialling.run(home));
      group.start("offer pairing", () -> dialling.offerPairing(home));
    }
  }

  private HostSide hostSide() throws IOException {
    HostWishes wishes =
        new HostWishes(ports.tasks(), ports.clocks(), ports.disk(), ZoneId.systemDefault());
    SafeStop.Writers writers = new SafeStop.Writers(server, desk, vaults);
    SafeStop stop = new SafeStop(ports, group, writers, events, alarm::changed);
    return new HostSide(wishes, stop, server, alarm, events);
  }

  private void takeStock(BoxHealth.Look now) {
    host.look(now.verdict(), now.machine().running());
    server.account();
    Health told = health.told(now);
    server.tellHealth(life.map(it -> told.toBuilder().setLife(it.get()).build()).orElse(told));
  }

  /// Has the box tell its homes of its own life from now on.
  public void tellOf(Supplier<Life> itsLife) {
    life = Optional.of(itsLife);
  }

  private static void receive(Reception reception, Visitors visitors) throws InterruptedException {
    try {
      reception.run(visitors);
    } catch (IOException e) {
      // the listener was closed: the box stops
    }
  }

  /// Where it listens, with the real port.
  public InetSocketAddress address() {
    return listener.address();
  }

  /// What it says of itself to its network.
  ///
  /// @param page the port of its page
  public Announcement announcement(OptionalInt page) {
    return new Announcement(identity.id(), address().getPort(), desk.current().isPresent(), page);
  }

  /// Opens the pairing window, if the box belongs to nobody.
  ///
  /// @return what to show
  public Optional<Invitation> openToFirstOwner() {
    return pairings.openToFirstOwner();
  }

  /// Opens the pairing window because a person at the box asked for it.
  ///
  /// @throws IOException the guesses can't be counted durably, or nothing is to be written now
  public Invitation openPairing() throws IOException {
    if (host.stop().isStopped()) {
      throw new IOException(
          "the box was made safe to unplug; let it go on first, on its page or by a restart");
    }
    return desk.openByHand();
  }

  /// Forgets who may connect because a person at the box asked for it: sessions end, and every
  /// device has to be paired again. Vaults, heads and logs stay; recovery sheets open their vaults
  /// as before.
  ///
  /// @return how many devices are let in no more
  /// @throws IOException it could not be noted durably; nothing has changed
  public int forgetPairings() throws IOException {
    int devices = pairings.forget();
    alarm.changed();
    return devices;
  }

  /// Who takes note of what happens, in log and catalogue.
  public BoxEvents events() {
    return events;
  }

  /// Looks anew at how it is, because something has changed.
  public void lookAgain() {
    alarm.changed();
  }

  /// Calls a home that waits to be paired, while the window is open; does not wait.
  public void dialForPairing(InetSocketAddress home) {
    group.start("call for pairing", () -> dialling.pairOnce(home));
  }

  /// What its page shows.
  public BoxFacts facts() {
    PageFacts.Itself itself =
        new PageFacts.Itself(ports.clocks(), reserveBytes, this::powerCuts, host);
    return new PageFacts(health, catalogue, vaults, desk, server, itself);
  }

  private OptionalLong powerCuts() {
    return life.map(Supplier::get)
        .filter(Life::hasPowerCuts)
        .map(it -> OptionalLong.of(it.getPowerCuts()))
        .orElseGet(OptionalLong::empty);
  }

  /// What the host has set, and does.
  HostSide host() {
    return host;
  }

  /// How it is.
  public BoxHealth.Look look() throws IOException {
    return health.look();
  }

  /// How it is, in a sentence and a few figures.
  public Health told() throws IOException {
    return health.told(health.look());
  }

  /// Homes that are here now.
  public int sessions() {
    return server.sessions();
  }

  /// Ends it; does not wait.
  public void end() {
    ending.end(new Reason.Stopped());
  }

  /// Waits until somebody ends it or it can't go on, and closes everything: what was admitted is
  /// durable then.
  ///
  /// @param stopping told first
  /// @return why it could not go on; empty when somebody ended it
  public Optional<String> awaitEnd(Consumer<String> stopping)
      throws IOException, InterruptedException {
    Reason reason = ending.await();
    return switch (reason) {
      case Reason.Stopped() -> {
        stopping.accept(ASKED_TO);
        close(ASKED_TO);
        yield Optional.empty();
      }
      case Reason.Failed(String why) -> {
        stopping.accept(why);
        closeAsWellAsPossible(why);
        yield Optional.of(why);
      }
    };
  }

  /// After a failed force closing fails too, which says nothing new: what was not acknowledged is
  /// in doubt.
  private void closeAsWellAsPossible(String why) throws InterruptedException {
    try {
      close(why);
    } catch (IOException e) {
      // told already, as the reason of the end
    }
  }

  private void close(String why) throws IOException, InterruptedException {
    try (lock;
        catalogue;
        vaults;
        group) {
      listener.close();
      server.close();
      server.join();
      events.say(BoxEvent.info("box stopped").with("reason", why));
      keeper.finish();
    }
  }
}
