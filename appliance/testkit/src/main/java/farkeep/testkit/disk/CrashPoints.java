package farkeep.testkit.disk;

import java.util.List;

/// Every moment at which the power could have been cut while a [SimulatedDisk] was recording.
public final class CrashPoints {
  private final List<DiskOperation> journal;

  /// @param disk was recording from its first operation on
  public CrashPoints(SimulatedDisk disk) {
    this.journal = disk.journal();
  }

  /// Is given the disk that one power cut left.
  @FunctionalInterface
  public interface Check {
    /// Looks at it.
    ///
    /// @param operations how many the disk had done
    /// @param seed of what survived
    /// @throws Exception fails the test
    void look(SimulatedDisk disk, int operations, long seed) throws Exception;
  }

  /// Cuts the power before the first operation, after each, and after the last.
  ///
  /// @param seed of the whole; each cut gets its own
  /// @param variants how many disks each moment leaves
  /// @return how many disks were looked at
  public int each(long seed, int variants, Check check) throws Exception {
    DiskImage image = new DiskImage();
    int looked = 0;
    for (int done = 0; done <= journal.size(); done++) {
      if (done > 0) image.apply(journal.get(done - 1));
      for (int variant = 0; variant < variants; variant++) {
        long own = seed + 1_000_003L * done + variant;
        try {
          check.look(SimulatedDisk.of(image.crashed(own)), done, own);
        } catch (Exception | AssertionError e) {
          throw new AssertionError(
              "power cut after operation %d of %d (%s), seed %d: %s"
                  .formatted(done, journal.size(), last(done), own, e),
              e);
        }
        looked++;
      }
    }
    return looked;
  }

  private String last(int done) {
    if (done == 0) return "none";
    return switch (journal.get(done - 1)) {
      case DiskOperation.Write(int file, long at, byte[] bytes) ->
          "write %d B to file %d at %d".formatted(bytes.length, file, at);
      case DiskOperation other -> other.toString();
    };
  }
}
