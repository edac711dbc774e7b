package farkeep.simulation;

import farkeep.home.engine.FolderView;
import farkeep.link.carrier.LinkSettings;
import farkeep.link.simulated.SimulatedCarrier;
import farkeep.objects.MalformedObjectException;
import farkeep.objects.ObjectId;
import farkeep.objects.VaultId;
import farkeep.vault.keys.CannotOpenException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SplittableRandom;

/// Makes the operations of a plan happen.
final class Chaos {
  private static final long OFF_MILLIS_MAX = 20_000;
  private static final long CUT_OFF_MILLIS_MAX = 200_000;
  private static final long STALL_MILLIS_MAX = 60_000;
  private static final long DELAY_MILLIS_MAX = 300;

  private final World world;
  private final List<HomeMachine> homes;
  private final List<BoxMachine> boxes;
  private final DiskMishaps mishaps;

  Chaos(World world, List<HomeMachine> homes, List<BoxMachine> boxes) {
    this.world = world;
    this.homes = homes;
    this.boxes = boxes;
    this.mishaps = new DiskMishaps(homes);
  }

  void happen(Operation operation) throws IOException, InterruptedException {
    HomeMachine home = homes.get(operation.home() % homes.size());
    BoxMachine box = boxes.get(operation.box() % boxes.size());
    SplittableRandom chance = new SplittableRandom(operation.seed());
    switch (operation.kind()) {
      case WRITE, APPEND, CHANGE, RENAME, DELETE, MAKE_DIRECTORY ->
          home.user().work(operation.kind(), chance);
      case SYNC -> sync(home);
      case RESTORE -> startRestore(home);
      case CUT_POWER -> cutPower(box, chance, () -> {});
      case DAMAGE_INDEX -> cutPower(box, chance, () -> DiskMishaps.damageIndex(box.disk(), chance));
      case SAVE_IMAGE -> mishaps.save(box, operation.seed());
      case PUT_IMAGE_BACK -> cutPower(box, chance, () -> mishaps.putBack(box));
      case KILL_BOX -> box.kill(operation.seed());
      case MOVE_BOX -> box.move();
      case KILL_HOME -> killHome(home, operation.seed());
      case DAMAGE_STATE -> damageState(home, operation.seed());
      case SAVE_HOME -> saveHome(home);
      case PUT_HOME_BACK -> putHomeBack(home, operation.seed());
      case PAIR -> pair(home, box, chance);
      case LOSE_HOME -> loseHome(home);
      case CLOCK -> clock(chance.nextBoolean() ? home.clock() : box.clock(), chance);
      case ATTACK -> attack(home, box, operation.seed());
      case BREAK_LINKS -> world.network().breakLinks(host(home, box, chance));
      case CUT_OFF -> cutOff(host(home, box, chance), chance);
      case STALL -> {
        Duration time = Duration.ofMillis(chance.nextLong(STALL_MILLIS_MAX));
        world.network().stall(host(home, box, chance), time, chance.nextLong());
      }
      case DELAY -> world.network().setDelay(Duration.ofMillis(chance.nextLong(DELAY_MILLIS_MAX)));
      case FAIL_DISK -> DiskMishaps.fail(box, chance);
      case FAIL_READS -> DiskMishaps.failReads(box, chance);
      case FILL_DISK -> DiskMishaps.fill(box, chance);
      case SLOW_DISK -> DiskMishaps.slow(box, chance);
      case LYING_DISK -> DiskMishaps.lie(box);
      case ROT -> DiskMishaps.rot(box, chance);
    }
  }

  private void sync(HomeMachine home) {
    if (home.isUp()) boxes.forEach(home::startPass);
  }

  private static void killHome(HomeMachine home, long seed) throws IOException {
    if (home.isUp()) home.kill(seed);
  }

  private void loseHome(HomeMachine home) throws IOException {
    boolean good = boxes.stream().anyMatch(BoxMachine::isTrusted);
    if (home.isUp() && good) home.lose(boxes);
  }

  private static void damageState(HomeMachine home, long seed) throws IOException {
    if (home.isUp()) home.damage(seed);
  }

  private static void saveHome(HomeMachine home) throws IOException {
    if (home.isUp()) home.save();
  }

  private static void putHomeBack(HomeMachine home, long seed) throws IOException {
    if (home.isUp()) home.putBack(seed);
  }

  private void pair(HomeMachine home, BoxMachine box, SplittableRandom chance) {
    if (!home.isUp()) return;
    HomeMachine other = homes.get(chance.nextInt(homes.size()));
    new Pairings(world, home, other, box).start(chance);
  }

  private void attack(HomeMachine home, BoxMachine box, long seed) throws IOException {
    if (!box.isTrusted()) return; // what it says would prove nothing
    if (!home.isUp()) return;
    List<VaultId> others =
        homes.stream().filter(it -> it != home && it.isUp()).map(HomeMachine::vault).toList();
    InetSocketAddress at = box.reached();
    Attack attack =
        new Attack(
            world,
            world.network().host("attacker", LinkSettings.ordinary()),
            new Attack.Victim(at, home.stolenKey(), home.vault(), others),
            seed);
    world.tasks().start("attack", attack::run);
  }

  private static void clock(WrongClock clock, SplittableRandom chance) {
    switch (chance.nextInt(6)) {
      case 0 -> clock.jumpTo(Instant.EPOCH);
      case 1 -> clock.jumpTo(clock.wall().plus(Duration.ofDays(1)));
      case 2 -> clock.jumpTo(clock.wall().minus(Duration.ofDays(1)));
      case 3 -> clock.jumpTo(clock.wall().plus(Duration.ofDays(3_650)));
      case 4 -> clock.freeze();
      default -> clock.mend();
    }
  }

  /// What is done to a box while its power is off.
  private interface Meanwhile {
    void act() throws IOException;
  }

  private static SimulatedCarrier host(HomeMachine home, BoxMachine box, SplittableRandom chance) {
    return chance.nextBoolean() ? home.carrier() : box.carrier();
  }

  private void cutOff(SimulatedCarrier host, SplittableRandom chance) {
    Duration time = Duration.ofMillis(chance.nextLong(CUT_OFF_MILLIS_MAX));
    world.network().cut(host);
    world
        .tasks()
        .start(
            "mend the path",
            () -> {
              world.tasks().sleep(time);
              world.network().mend(host);
            });
  }

  private void cutPower(BoxMachine box, SplittableRandom chance, Meanwhile meanwhile)
      throws IOException, InterruptedException {
    if (!box.isPowered()) return;
    world.counts().powerCuts++;
    box.cutPower(chance.nextLong());
    look(box, chance.nextLong());
    meanwhile.act();
    Duration off = Duration.ofMillis(chance.nextLong(OFF_MILLIS_MAX));
    world
        .tasks()
        .start(
            "power for " + box.name(),
            () -> {
              world.tasks().sleep(off);
              box.start();
            });
  }

  /// What the disk of a box without power holds, and what one of the homes gets back from it.
  private void look(BoxMachine box, long seed) throws IOException, InterruptedException {
    DiskCheck check = new DiskCheck(world, box.name(), box.disk());
    check.isPrivate();
    HomeMachine home = homes.get((int) Math.floorMod(seed, (long) homes.size()));
    check.isRecoverable(home, home.kept(box), box.isTrusted(), seed);
  }

  private void startRestore(HomeMachine home) {
    if (home.isUp()) home.startTask("restore", () -> restore(home));
  }

  private void restore(HomeMachine home) throws InterruptedException {
    world.counts().restores++;
    try {
      FolderView view = home.newest();
      ObjectId id = view.snapshot().id();
      Path to = world.fresh("restored");
      SortedMap<String, FolderModel.Entry> found = Trees.restore(view, to);
      Optional<String> difference = home.difference(id, found);
      difference.ifPresent(
          what -> world.violated("%s restored %s: %s".formatted(home.name(), id, what)));
      Trees.remove(to);
      world.note(home.name() + " restored " + id);
    } catch (IOException | MalformedObjectException | CannotOpenException e) {
      world.counts().restoresFailed++;
      world.note(home.name() + " could not restore: " + e.getMessage());
    }
  }

  /// Waits until nothing is broken any more.
  void end() throws InterruptedException {
    world.tasks().sleep(Duration.ofMillis(CUT_OFF_MILLIS_MAX));
    world.network().setDelay(Duration.ofMillis(5));
    homes.forEach(home -> home.clock().mend());
    for (BoxMachine box : boxes) {
      box.clock().mend();
      DiskMishaps.mend(box);
    }
  }
}
