package farkeep.home.watch;

import farkeep.home.watch.FolderWatch.Batch;
import farkeep.objects.port.Clocks;
import farkeep.objects.port.Tasks;
import farkeep.vault.tree.TreePath;
import java.time.Duration;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;

/// Gathers single changes into batches: soon after a quiet time, less often in a burst.
final class ChangeGatherer {
  /// From the first change after a quiet time to its batch: a program that saves a file makes
  /// several changes at once.
  static final Duration FIRST_WAIT = Duration.ofMillis(20);

  /// From one batch to the next while changes go on.
  static final Duration BURST_WAIT = Duration.ofMillis(200);

  /// Paths in a batch; with more, scanning everything is cheaper and needs no memory.
  static final int PATHS_MAX = 50_000;

  private final Clocks clocks;
  private final Tasks.Monitor monitor;
  private NavigableSet<TreePath> paths = new TreeSet<>();
  private NavigableSet<TreePath> trees = new TreeSet<>();
  private String scanAll = "";
  private Optional<Duration> firstAt = Optional.empty();
  private Duration earliest = Duration.ZERO;
  private boolean closed;

  ChangeGatherer(Clocks clocks, Tasks tasks) {
    this.clocks = clocks;
    this.monitor = tasks.monitor();
  }

  void path(TreePath path) {
    try (Tasks.Inside _ = monitor.inside()) {
      paths.add(path);
      changed();
    }
  }

  void tree(TreePath directory) {
    try (Tasks.Inside _ = monitor.inside()) {
      trees.add(directory);
      changed();
    }
  }

  void scanAll(String why) {
    try (Tasks.Inside _ = monitor.inside()) {
      scanAll = why;
      changed();
    }
  }

  void close() {
    try (Tasks.Inside _ = monitor.inside()) {
      closed = true;
      monitor.signalAll();
    }
  }

  private void changed() {
    if (paths.size() + trees.size() > PATHS_MAX) scanAll = "more changed than is kept apart";
    if (!scanAll.isEmpty()) {
      paths.clear();
      trees.clear();
    }
    if (firstAt.isPresent()) return;
    firstAt = Optional.of(clocks.running());
    monitor.signalAll();
  }

  /// @param scanAt when everything is to be scanned if nothing else happens, in running time
  /// @throws InterruptedException the task was cancelled, or the watch closed
  Batch next(Duration scanAt) throws InterruptedException {
    try (Tasks.Inside _ = monitor.inside()) {
      while (true) {
        if (closed) throw new InterruptedException("the watch is closed");
        Duration now = clocks.running();
        // also amid a burst that never ends
        if (now.compareTo(scanAt) >= 0) scanAll("time for a scan");
        Duration due = firstAt.map(this::due).orElse(scanAt);
        if (firstAt.isPresent() && now.compareTo(due) >= 0) return take(now);
        monitor.await(due.minus(now));
      }
    }
  }

  private Duration due(Duration first) {
    // a scan that is due wants no gathering, but neither does it hurry past a burst
    Duration soon = first.plus(FIRST_WAIT);
    return soon.compareTo(earliest) > 0 ? soon : earliest;
  }

  private Batch take(Duration now) {
    Batch batch = new Batch(paths, trees, scanAll);
    paths = new TreeSet<>();
    trees = new TreeSet<>();
    scanAll = "";
    firstAt = Optional.empty();
    earliest = now.plus(BURST_WAIT);
    return batch;
  }
}
