package farkeep.simulation;

import farkeep.box.Box;
import farkeep.box.BoxPorts;
import farkeep.box.BoxSettings;
import farkeep.box.events.BoxEvent;
import farkeep.box.identity.BoxIdentity;
import farkeep.link.carrier.Carrier;
import farkeep.link.carrier.LinkSettings;
import farkeep.link.pairing.PairingCode;
import farkeep.link.simulated.SimulatedCarrier;
import farkeep.objects.PeerId;
import farkeep.objects.port.Tasks;
import farkeep.store.catalogue.MemoryCatalogue;
import farkeep.testkit.disk.SimulatedDisk;
import farkeep.testkit.tasks.SimulatedMachine;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A computer with a box's program on it: the program is started again when it ends, as a service
/// manager does, and the disk outlives it.
final class BoxMachine {
  static final long DISK_BYTES = 1L << 30;

  static final Comparator<BoxMachine> BY_NAME = Comparator.comparing(BoxMachine::name);

  static final int PORT = 8440;

  /// Where it listens when only those in its own house get through to it.
  static final int INSIDE_PORT = 8441;

  private static final Duration RESTART = Duration.ofSeconds(5);
  private static final Duration POLL = Duration.ofMillis(50);
  private static final Duration UP_MAX = Duration.ofMinutes(5);

  private final World world;
  private final String name;
  private final WrongClock clock;
  private final Optional<Lies> lies;
  private SimulatedCarrier carrier;
  private SimulatedDisk disk = new SimulatedDisk(DISK_BYTES);
  private Duration slowness = Duration.ZERO;
  private @Nullable SimulatedMachine machine;
  private @Nullable Box box;
  private Tasks.@Nullable Task keeper;
  private @Nullable PeerId id;
  private boolean powered;
  private boolean silentEnd;
  private boolean trusted;
  private List<String> dialled = List.of();

  /// @param lies what it says, if it has turned against its owner
  BoxMachine(World world, int number, Optional<Lies> lies) {
    this.world = world;
    this.lies = lies;
    this.trusted = lies.isEmpty();
    this.name = "box" + number;
    this.clock = new WrongClock(world.tasks());
    this.carrier = world.network().host(name, LinkSettings.ordinary());
  }

  /// Gives it a disk on which a box has worked before; the power is off.
  void begin(Beginning.OffBox before) {
    id = before.id();
    disk = before.disk().crashedCopy(0);
  }

  String name() {
    return name;
  }

  WrongClock clock() {
    return clock;
  }

  SimulatedCarrier carrier() {
    return carrier;
  }

  SimulatedDisk disk() {
    return disk;
  }

  /// Whether what it has said to be durable must be there.
  boolean isTrusted() {
    return trusted;
  }

  /// Whether it may lose things from now on: but what it gives must still be right.
  void distrust() {
    trusted = false;
  }

  boolean isPowered() {
    return powered;
  }

  /// Who it is; known once it was up.
  PeerId id() {
    if (id == null) throw new IllegalStateException(name + " was never up");
    return id;
  }

  /// Where homes dial it.
  String address() {
    return name + ":" + PORT;
  }

  /// Puts it behind a router that lets nobody in: it dials from now on. Before it is started.
  ///
  /// @param homes their names
  void dial(List<String> homes) {
    dialled = List.copyOf(homes);
  }

  /// Whether nobody gets through to it.
  boolean dials() {
    return !dialled.isEmpty();
  }

  /// Where it is reached by whoever stands beside it.
  InetSocketAddress reached() {
    return InetSocketAddress.createUnresolved(name, dials() ? INSIDE_PORT : PORT);
  }

  void setSlowness(Duration each) {
    slowness = each;
  }

  /// Switches it on; it is up a little later.
  void start() {
    powered = true;
    silentEnd = false;
    keeper = world.tasks().start("keeper of " + name, this::keep);
  }

  private void keep() throws InterruptedException {
    while (powered) {
      SimulatedMachine now = world.tasks().machine(name);
      machine = now;
      carrier = world.network().again(carrier);
      Tasks.Task program = now.start("program", () -> run(now));
      try {
        program.join();
      } catch (ExecutionException e) {
        world.violated(name + ": the program failed: " + e.getCause());
      }
      endProcess(now);
      if (powered) world.tasks().sleep(RESTART);
    }
  }

  private void endProcess(SimulatedMachine now) {
    box = null;
    goneFromNetwork();
    now.kill();
    disk.endProcess();
  }

  /// Others are told at once, or find out when they have heard nothing for too long.
  private void goneFromNetwork() {
    if (silentEnd) world.network().vanish(carrier);
    else world.network().crash(carrier);
  }

  private void run(SimulatedMachine now) throws InterruptedException {
    try {
      Box started =
          Box.start(
              new BoxPorts(
                  new SlowDisk(disk, now, () -> slowness),
                  now,
                  clock,
                  world.tasks().randomness(),
                  network()),
              new BoxSettings(
                  new InetSocketAddress(carrier.address(), reached().getPort()),
                  homes(),
                  List.of(address()),
                  false,
                  SmallPacks.SETTINGS),
              () -> new MemoryCatalogue(now),
              this::said);
      id = BoxIdentity.loadOrMake(disk, clock, world.tasks().randomness(), _ -> {}).id();
      box = started;
      Optional<String> why = started.awaitEnd(_ -> {});
      world.note(name + " has ended: " + why);
    } catch (IOException e) {
      world.note(name + " did not start: " + e.getMessage());
    }
  }

  private Carrier network() {
    SimulatedCarrier now = carrier;
    return lies.isEmpty() ? now : new LyingCarrier(now, lies.get());
  }

  private List<Supplier<InetSocketAddress>> homes() {
    return dialled.stream().map(BoxMachine::home).toList();
  }

  private static Supplier<InetSocketAddress> home(String name) {
    return () -> InetSocketAddress.createUnresolved(name, HomeMachine.PORT);
  }

  private void said(BoxEvent event) {
    String sentence = event.sentence();
    world.note(name + " says " + sentence);
    Optional<String> told = world.secrets().in(sentence);
    told.ifPresent(what -> world.violated("%s said %s: %s".formatted(name, what, sentence)));
  }

  /// The program, if it is up.
  Optional<Box> up() {
    return Optional.ofNullable(box);
  }

  /// Begins something in the program, if it is up; it ends with it.
  Optional<Tasks.Task> startTask(String what, Tasks.Work work) {
    SimulatedMachine now = machine;
    return box == null || now == null ? Optional.empty() : Optional.of(now.start(what, work));
  }

  /// Waits until the program is up.
  Box awaitUp() throws InterruptedException {
    Duration end = world.tasks().running().plus(UP_MAX);
    while (true) {
      Box now = box;
      if (now != null) return now;
      if (world.tasks().running().compareTo(end) > 0) {
        throw new AssertionError(name + " did not come up within " + UP_MAX);
      }
      world.tasks().sleep(POLL);
    }
  }

  /// Somebody presses the button.
  PairingCode openPairing() throws IOException, InterruptedException {
    return awaitUp().openPairing().code();
  }

  /// Ends the program without a word; the keeper starts it again.
  ///
  /// @param seed decides whether its peers notice at once
  void kill(long seed) {
    silentEnd = (seed & 1) == 0;
    SimulatedMachine now = machine;
    if (now != null) endProcess(now);
  }

  /// Cuts the power.
  ///
  /// @param seed decides what of the unforced survives
  void cutPower(long seed) throws InterruptedException {
    if (!powered) return;
    powered = false;
    silentEnd = (seed & 1) == 0;
    SimulatedDisk after = disk.crash(seed);
    goneFromNetwork();
    SimulatedMachine now = machine;
    if (now != null) now.kill();
    box = null;
    awaitKeeper();
    disk = after;
  }

  /// Carries it to where it has another address; its program is started again there.
  void move() {
    kill(1);
    carrier = world.network().host(name, LinkSettings.ordinary());
  }

  /// Puts another disk in; the power is off.
  void replaceDisk(SimulatedDisk other) {
    disk = other;
  }

  /// Ends the program as an owner does who switches it off, and waits for the end.
  void stop() throws InterruptedException {
    powered = false;
    Box now = box;
    if (now == null) kill(1);
    else now.end();
    awaitKeeper();
  }

  private void awaitKeeper() throws InterruptedException {
    Tasks.Task waited = keeper;
    if (waited == null) return;
    try {
      waited.join();
    } catch (ExecutionException e) {
      world.violated(name + ": its keeper failed: " + e.getCause());
    }
  }
}
