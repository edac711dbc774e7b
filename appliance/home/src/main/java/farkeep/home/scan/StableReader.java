package farkeep.home.scan;

import farkeep.home.posix.FileStat;
import farkeep.objects.port.Clocks;
import farkeep.objects.port.Tasks;
import farkeep.vault.tree.TreePath;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;

/// Reads files so that what was read was the file at one moment, or says that it could not.
///
/// A change is seen by the file's times. They move in steps, so a file that changed within the last
/// step is first let settle: after that every change gives it another time. One thing stays unseen:
/// a program that writes through a memory map may change a page that the kernel already counts as
/// changed, without any time moving.
public final class StableReader {
  /// How often a file is read before it counts as changing.
  public static final int TRIES_MAX = 4;

  /// Longer than the kernel's clock for file times stands still (10 ms at `CONFIG_HZ=100`).
  static final Duration STEP = Duration.ofMillis(12);

  /// The same for file systems that keep whole seconds.
  static final Duration COARSE_STEP = Duration.ofMillis(1_020);

  private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
  private static final long NS = 1_000_000_000L;

  private final FolderRoot root;
  private final Clocks clocks;
  private final Tasks tasks;

  /// @param root the folder
  public StableReader(FolderRoot root, Clocks clocks, Tasks tasks) {
    this.root = root;
    this.clocks = clocks;
    this.tasks = tasks;
  }

  /// Reads a file, again when it changed meanwhile.
  ///
  /// @param reading may be called up to [#TRIES_MAX] times; only what the last call returned counts
  /// @throws ChangingFileException it changed each time
  /// @throws IOException the file is gone or can't be read, or what `reading` threw
  /// @throws InterruptedException the task was cancelled
  public <R> R read(TreePath path, Reading<R> reading) throws IOException, InterruptedException {
    Duration pause = FIRST_PAUSE;
    for (int tries = 1; tries <= TRIES_MAX; tries++) {
      try (StableFile file = root.open(path)) {
        settle(file.stat());
        if (file.unchanged()) {
          R read = reading.read(file);
          if (file.unchanged()) return read;
        }
      }
      if (tries < TRIES_MAX) tasks.sleep(pause);
      pause = pause.multipliedBy(4);
    }
    throw new ChangingFileException(path, TRIES_MAX);
  }

  private void settle(FileStat stat) throws InterruptedException {
    Duration step = stat.ctimeNs() % NS == 0 ? COARSE_STEP : STEP;
    Instant changed = Instant.ofEpochSecond(0, stat.ctimeNs());
    Duration left = step.minus(Duration.between(changed, clocks.wall()));
    // a time in the future comes from a clock that was put back; no waiting makes it past
    if (left.isPositive() && left.compareTo(step) <= 0) tasks.sleep(left);
  }

  /// What is done with a file that holds still.
  ///
  /// @param <R> what comes of it
  @FunctionalInterface
  public interface Reading<R> {
    /// Reads as much as it wants of the file, in any order.
    ///
    /// @throws InterruptedException the task was cancelled
    R read(StableFile file) throws IOException, InterruptedException;
  }
}
