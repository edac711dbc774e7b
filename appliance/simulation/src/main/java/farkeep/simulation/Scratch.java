package farkeep.simulation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;

/// Where the folders and the state of simulated homes lie: in memory where there is such a file
/// system, since homes force their small files; and at the same path for every run of a thread,
/// since homes know where their folders are. A thread has one, and runs one simulation at a time.
final class Scratch {
  private static final Path MEMORY = Path.of("/dev/shm");
  private static final int SLOTS_MAX = 64;

  // A channel that nothing refers to is closed, and its lock with it.
  private static final Map<Path, FileLock> HELD = new HashMap<>();

  private static final ThreadLocal<Path> SLOT = ThreadLocal.withInitial(Scratch::slot);

  private Scratch() {}

  private static synchronized Path slot() {
    boolean memory = Files.isWritable(MEMORY);
    Path parent = memory ? MEMORY : Path.of(System.getProperty("java.io.tmpdir"));
    try {
      Path all = parent.resolve("farkeep-simulation-" + System.getProperty("user.name"));
      for (int i = 0; i < SLOTS_MAX; i++) {
        Path slot = Files.createDirectories(all.resolve(Integer.toString(i)));
        if (isOurs(slot)) return slot;
      }
      throw new IOException(SLOTS_MAX + " simulations run already in " + all);
    } catch (IOException e) {
      throw new UncheckedIOException("no room for a simulation in " + parent, e);
    }
  }

  /// The lock is held as long as this process runs. One that this process has is not tried: closing
  /// its file once more would give the lock away.
  private static boolean isOurs(Path slot) throws IOException {
    if (HELD.containsKey(slot)) return false;
    FileChannel file =
        FileChannel.open(slot.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    FileLock lock = file.tryLock();
    if (lock == null) file.close();
    else HELD.put(slot, lock);
    return lock != null;
  }

  /// An empty directory, the same for every run.
  static Path forRun() throws IOException {
    Path run = SLOT.get().resolve("run");
    Trees.remove(run);
    return Files.createDirectory(run);
  }

  /// An empty directory that stays as long as this process runs.
  ///
  /// @param homes one directory for each such number
  static Path forBeginning(int homes) throws IOException {
    Path beginning = SLOT.get().resolve("beginning-of-" + homes);
    Trees.remove(beginning);
    return Files.createDirectory(beginning);
  }
}
