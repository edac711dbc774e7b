package farkeep.simulation;

import farkeep.vault.keys.DeviceKeyFile;
import farkeep.vault.keys.DeviceKeys;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/// The state directory of a home, and what becomes of it. Each process has a copy of its own, since
/// what is left of a killed one may still write.
final class HomeState {
  /// The files that are not forced at each change: what they hold is learnt again from the boxes.
  private static final List<String> LEARNT_AGAIN = List.of("state.mv", "nodes.mv");

  // Where the seeds lie in a key file without a passphrase: see docs/format.md.
  private static final int SEEDS_AT = 5;
  private static final int SEEDS_BYTES = 64;

  private final World world;
  private Path path;
  private @Nullable Path saved;

  /// @param world where there is none yet
  HomeState(World world) {
    this.world = world;
    this.path = world.fresh("state");
  }

  Path path() {
    return path;
  }

  private byte[] keyFile() throws IOException {
    return Files.readAllBytes(path.resolve("device.key"));
  }

  DeviceKeys device() throws IOException {
    return DeviceKeyFile.decode(keyFile(), new char[0]);
  }

  /// What the device's keys are made of.
  byte[] deviceSeeds() throws IOException {
    return Arrays.copyOfRange(keyFile(), SEEDS_AT, SEEDS_AT + SEEDS_BYTES);
  }

  /// The next process has what there is now.
  void copy() throws IOException {
    become(path);
  }

  /// The next process has what is somewhere else.
  void become(Path other) throws IOException {
    Path next = world.fresh("state");
    Trees.copy(other, next);
    path = next;
  }

  /// The next process has nothing.
  void lose() {
    path = world.fresh("state");
  }

  /// Keeps a copy.
  void save() throws IOException {
    Path copy = world.fresh("saved");
    Trees.copy(path, copy);
    if (saved != null) Trees.remove(saved);
    saved = copy;
  }

  /// The next process has the copy that was kept, or what there is now.
  void putBack() throws IOException {
    become(saved == null ? path : saved);
  }

  /// The next process has what a power cut may leave: files that were not forced are shorter, or
  /// gone.
  void damage(SplittableRandom chance) throws IOException {
    copy();
    for (String each : LEARNT_AGAIN) {
      Path file = path.resolve(each);
      switch (chance.nextInt(3)) {
        case 0 -> Files.delete(file);
        case 1 -> shorten(file, chance.nextLong(Files.size(file) + 1));
        default -> {
          // it was written in time
        }
      }
    }
  }

  private static void shorten(Path file, long bytes) throws IOException {
    try (FileChannel open = FileChannel.open(file, StandardOpenOption.WRITE)) {
      open.truncate(bytes);
    }
  }
}
