package farkeep.box;

import farkeep.box.Ending.Reason;
import farkeep.box.events.BoxEvent;
import farkeep.box.events.BoxEvents;
import farkeep.box.health.Alarm;
import farkeep.box.health.BoxHealth;
import farkeep.box.identity.BoxIdentity;
import farkeep.box.pairing.PairingDesk;
import farkeep.box.pairing.VaultIntake;
import farkeep.box.replication.ReplicationServer;
import farkeep.box.replication.Surroundings;
import farkeep.box.replication.Vaults;
import farkeep.link.auth.Authenticator;
import farkeep.link.auth.Role;
import farkeep.link.carrier.Carrier;
import farkeep.link.pairing.DiskGuessLedger;
import farkeep.link.pairing.PairingBox;
import farkeep.link.pairing.PairingCode;
import farkeep.link.protocol.Health;
import farkeep.objects.port.TaskGroup;
import farkeep.objects.port.Tasks;
import farkeep.store.StoreEvent;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.function.Consumer;

/// A whole box on its ports: vaults, listener, pairing, sessions, health.
public final class Box {
  /// The name of the lock in the data directory.
  static final String LOCK = "box.lock";

  /// The file that counts guesses at pairing codes.
  static final String GUESSES = "pairing.guesses";

  private final BoxPorts ports;
  private final BoxEvents events;
  private final Ending ending;
  private final Alarm alarm;
  private final Closeable lock;
  private final Vaults vaults;
  private final BoxHealth health;
  private final ReplicationServer server;
  private final PairingDesk desk;
  private final Carrier.Listener listener;
  private final TaskGroup group;

  /// Starts a box: it can be reached when this returns.
  ///
  /// @throws farkeep.objects.port.AlreadyLockedException another box works on the data directory
  /// @throws IOException the data directory or the network can't be used
  public static Box start(BoxPorts ports, BoxSettings settings, BoxEvents events)
      throws IOException {
    Closeable lock = ports.disk().lock(LOCK);
    try {
      return new Box(ports, settings, events, lock);
    } catch (IOException | RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  private Box(BoxPorts ports, BoxSettings settings, BoxEvents events, Closeable lock)
      throws IOException {
    this.ports = ports;
    this.events = events;
    this.lock = lock;
    Tasks tasks = ports.tasks();
    this.ending = new Ending(tasks);
    this.alarm = new Alarm(tasks);
    BoxIdentity identity = BoxIdentity.loadOrMake(ports.disk(), ports.clocks(), ports.randomness());
    this.vaults =
        new BoxVaults(ports, identity.id(), settings.storage(), events, this::storeSaid).openAll();
    this.health = new BoxHealth(alarm, ports.clocks(), ports.disk(), vaults);
    this.server =
        new ReplicationServer(
            new Surroundings(tasks, ports.clocks(), ports.disk(), identity.id(), vaults, events),
            new SessionEvents(events));
    this.desk = desk(identity);
    this.listener = ports.carrier().listen(settings.listen(), identity.tls(), desk::protocols);
    this.group = new TaskGroup(tasks);
    Authenticator authenticator =
        new Authenticator(tasks, ports.randomness(), identity.key(), Role.BOX, server::knows);
    Reception reception = new Reception(authenticator, desk, server, events);
    group.start("reception", () -> reception.run(tasks, listener));
    group.start("health", () -> health.run(server::tellHealth));
    events.say(
        BoxEvent.info("box started")
            .with("box", identity.id().abbreviated())
            .with("port", listener.address().getPort())
            .with("vaults", vaults.all().size()));
  }

  private PairingDesk desk(BoxIdentity identity) throws IOException {
    PairingDesk.Chances chances =
        new PairingDesk.Chances(
            ports.tasks(),
            ports.clocks(),
            ports.randomness(),
            new DiskGuessLedger(ports.tasks(), ports.disk(), GUESSES));
    return new PairingDesk(
        chances,
        new PairingBox(ports.tasks(), ports.randomness(), identity.key()),
        new VaultIntake(identity, vaults, () -> Addresses.of(address())),
        events);
  }

  private void storeSaid(StoreEvent event) {
    switch (event.what()) {
      case STORE_FAILED -> {
        events.say(BoxEvent.error("store failed").with("reason", event.sentence()));
        ending.end(new Reason.Failed(event.sentence()));
      }
      case DAMAGE_FOUND, PACK_QUARANTINED -> {
        events.say(BoxEvent.error("damage was found").with("what", event.sentence()));
        alarm.damageFound();
      }
      case TAIL_QUARANTINED, INDEX_REBUILT, CATALOGUE_REBUILT, SEALING_POSTPONED ->
          events.say(
              BoxEvent.warn("store mended itself")
                  .with("kind", event.what())
                  .with("what", event.sentence()));
    }
  }

  /// Where it listens, with the real port.
  public InetSocketAddress address() {
    return listener.address();
  }

  /// Opens the pairing window, if the box belongs to nobody.
  ///
  /// @return the code to show
  public Optional<PairingCode> openToFirstOwner() {
    return vaults.all().isEmpty() ? desk.openAtFirstStart() : Optional.empty();
  }

  /// Opens the pairing window because a person at the box asked for it.
  public PairingCode openPairing() throws IOException {
    return desk.openByHand();
  }

  /// How it is.
  public Health look() throws IOException {
    return health.look();
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
    String why = reason instanceof Reason.Failed failed ? failed.why() : "asked to";
    stopping.accept(why);
    try (lock;
        vaults;
        group) {
      listener.close();
      server.close();
      server.join();
    }
    events.say(BoxEvent.info("box stopped").with("reason", why));
    return reason instanceof Reason.Failed failed ? Optional.of(failed.why()) : Optional.empty();
  }
}
