package farkeep.simulation;

import farkeep.home.engine.FolderView;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// What must come true once nothing goes wrong any more: every home gets all it has onto every box,
/// and has it back from each, through the box and from its disk alone.
final class Calm {
  /// Passes until one must have succeeded.
  private static final int PASSES_MAX = 6;

  private static final Duration BETWEEN_PASSES = Duration.ofMinutes(1);

  private final World world;
  private final List<HomeMachine> homes;
  private final List<BoxMachine> boxes;

  Calm(World world, List<HomeMachine> homes, List<BoxMachine> boxes) {
    this.world = world;
    this.homes = homes;
    this.boxes = boxes;
  }

  void come(long seed) throws IOException, InterruptedException {
    List<BoxMachine> good = boxes.stream().filter(BoxMachine::isTrusted).toList();
    for (BoxMachine box : good) box.awaitUp();
    for (HomeMachine home : homes) {
      boolean up = home.awaitUp();
      if (!up && !good.isEmpty()) world.violated(home.name() + " can't recover");
      if (!up) continue;
      for (BoxMachine box : good) converge(home, box);
      if (good.size() == boxes.size()) restore(home);
    }
    for (HomeMachine home : homes) home.stop();
    for (BoxMachine box : boxes) {
      box.stop();
      DiskCheck check = new DiskCheck(world, box.name(), box.disk());
      check.isPrivate();
      for (HomeMachine home : homes)
        check.isRecoverable(home, home.kept(box), box.isTrusted(), seed);
    }
  }

  private void converge(HomeMachine home, BoxMachine box) throws IOException, InterruptedException {
    for (int i = 0; i < PASSES_MAX; i++) {
      if (home.pass(box)) return;
      if (i == PASSES_MAX / 2) {
        home.pair(box); // an old disk may not know a new device
        home.takeOver(); // an old state may be of a device that was followed by another
      }
      world.tasks().sleep(BETWEEN_PASSES);
    }
    world.violated(
        "%s does not get its folder onto %s in %d passes, though nothing is wrong any more"
            .formatted(home.name(), box.name(), PASSES_MAX));
  }

  private void restore(HomeMachine home) throws InterruptedException {
    try {
      Path to = world.fresh("restored");
      FolderView view = home.newest();
      int now = home.user().model().now();
      Optional<String> difference =
          home.user()
              .model()
              .difference(Trees.restore(view, to), new FolderModel.Interval(now, now));
      difference.ifPresent(
          what -> world.violated("%s has not converged: %s".formatted(home.name(), what)));
    } catch (IOException e) {
      world.violated(home.name() + " can't restore though nothing is wrong any more: " + e);
    }
  }
}
