package farkeep.simulation;

import farkeep.box.Box;
import farkeep.link.pairing.PairingCode;
import farkeep.objects.port.Tasks;
import java.io.IOException;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;

/// Somebody presses the button of a box, and somebody at home types a code: the right one, a wrong
/// one, the right one twice, at two homes at once. What else goes on may come between.
final class Pairings {
  private static final int CODES = 100_000_000;

  private final World world;
  private final HomeMachine home;
  private final HomeMachine other;
  private final BoxMachine box;
  private int succeeded;

  /// @param other another home, or the same one
  Pairings(World world, HomeMachine home, HomeMachine other, BoxMachine box) {
    this.world = world;
    this.home = home;
    this.other = other;
    this.box = box;
  }

  /// Begins; it goes on behind the caller.
  void start(SplittableRandom chance) {
    int kind = chance.nextInt(4);
    long wrong = 1 + chance.nextLong(CODES - 1);
    world.tasks().start("pairing", () -> run(kind, wrong));
  }

  private void run(int kind, long wrong) throws InterruptedException {
    Optional<String> shown = press();
    if (shown.isEmpty()) return;
    String code = shown.get();
    world.counts().pairings++;
    switch (kind) {
      case 0 -> await(type(home, code, true));
      case 1 -> {
        await(type(home, another(code, wrong), false));
        await(type(home, code, true));
      }
      case 2 -> {
        await(type(home, code, true));
        await(type(home, code, true));
      }
      default -> {
        Optional<Tasks.Task> first = type(home, code, true);
        await(type(other, code, true));
        await(first);
      }
    }
    if (succeeded > 1) {
      world.violated("%s was paired %d times with one code".formatted(box.name(), succeeded));
    }
  }

  private Optional<String> press() throws InterruptedException {
    Optional<Box> up = box.up();
    if (up.isEmpty()) return Optional.empty();
    String[] code = {""};
    await(box.startTask("button", () -> code[0] = shown(up.get())));
    return Optional.of(code[0]).filter(it -> !it.isEmpty());
  }

  private String shown(Box up) {
    try {
      PairingCode code = up.openPairing().code();
      return code.shown();
    } catch (IOException e) {
      world.note(box.name() + " can't be paired now: " + e.getMessage());
      return "";
    }
  }

  private static String another(String code, long by) {
    long digits = Long.parseLong(code.replace(" ", ""));
    return "%08d".formatted((digits + by) % CODES);
  }

  private Optional<Tasks.Task> type(HomeMachine who, String code, boolean right) {
    if (!who.isUp()) return Optional.empty();
    return Optional.of(who.startTask("pair", () -> typed(who, code, right)));
  }

  private void typed(HomeMachine who, String code, boolean right) throws InterruptedException {
    boolean paired = who.tryPair(box, code);
    world.note("%s pairs with %s: %s".formatted(who.name(), box.name(), paired));
    if (paired) succeeded++;
    if (paired && !right) {
      world.violated("%s was paired with a wrong code".formatted(box.name()));
    }
  }

  private void await(Optional<Tasks.Task> task) throws InterruptedException {
    if (task.isEmpty()) return;
    try {
      task.get().join();
    } catch (ExecutionException e) {
      world.violated("pairing failed in a way of its own: " + e.getCause());
    }
  }
}
