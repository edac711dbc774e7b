package farkeep.simulation;

import farkeep.link.simulated.SimulatedNetwork;
import farkeep.testkit.tasks.SimulatedTasks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What all machines of a run share.
final class World {
  private static final int NOTES_MAX = 400;

  private final SimulatedTasks tasks;
  private final SimulatedNetwork network;
  private final Path scratch;
  private final Counts counts = new Counts();
  private final Secrets secrets = new Secrets();
  private int made;
  private final Deque<String> notes = new ArrayDeque<>();
  private @Nullable String violation;

  /// @param scratch for folders and the homes' state; exists, and is empty
  World(SimulatedTasks tasks, Path scratch) {
    this.tasks = tasks;
    this.network = new SimulatedNetwork(tasks, tasks, tasks.randomness());
    this.scratch = scratch;
  }

  SimulatedTasks tasks() {
    return tasks;
  }

  SimulatedNetwork network() {
    return network;
  }

  Counts counts() {
    return counts;
  }

  /// What must not be found outside a home.
  Secrets secrets() {
    return secrets;
  }

  /// A path that nothing has yet.
  Path fresh(String what) {
    return scratch.resolve(what + "-" + ++made);
  }

  /// The folder of a home: at the same path in each run, since the home's state names it.
  Path folder(String home) throws IOException {
    return Files.createDirectory(scratch.resolve("folder-of-" + home));
  }

  /// A new directory.
  Path directory(String what) throws IOException {
    return Files.createDirectory(fresh(what));
  }

  /// What was seen: it decides, beside the steps, whether two runs were the same.
  void note(String what) {
    tasks.note(what);
    if (notes.size() == NOTES_MAX) notes.removeFirst();
    notes.addLast("%9.3f s %s".formatted(tasks.running().toNanos() / 1e9, what));
  }

  /// The last of what was noted, oldest first.
  List<String> notes() {
    return List.copyOf(notes);
  }

  /// A promise was broken. The first counts.
  void violated(String what) {
    note("VIOLATED: " + what);
    if (violation == null) violation = what;
  }

  /// @throws AssertionError a promise was broken
  void check() {
    if (violation != null) throw new AssertionError(violation);
  }
}
