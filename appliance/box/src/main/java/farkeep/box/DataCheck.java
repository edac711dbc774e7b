package farkeep.box;

import farkeep.objects.port.Disk;
import farkeep.objects.port.DiskFile;
import farkeep.store.pack.CommitRecord;
import farkeep.store.pack.PackFiles;
import farkeep.store.pack.PackScan;
import java.io.Closeable;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;

/// Reads every pack of a data directory that no box works on, and hashes every object.
final class DataCheck {
  private final Disk disk;
  private final PrintWriter out;
  private long objects;
  private long bytes;
  private long faults;

  DataCheck(Disk disk, PrintWriter out) {
    this.disk = disk;
    this.out = out;
  }

  /// Checks all vaults.
  ///
  /// @return how many faults were found
  /// @throws farkeep.objects.port.AlreadyLockedException a box works on the directory
  /// @throws farkeep.store.pack.UnknownVersionException a pack is of a newer format
  long run() throws IOException {
    try (Closeable _ = disk.lock(Box.LOCK)) {
      for (String vault : disk.list(BoxVaults.DIRECTORY)) check(vault);
    }
    out.printf("%d objects, %d bytes read, %d faults%n", objects, bytes, faults);
    return faults;
  }

  private void check(String vault) throws IOException {
    PackFiles packs = new PackFiles(disk, BoxVaults.DIRECTORY + "/" + vault);
    List<Integer> numbers = packs.list();
    packs.checkVersions(numbers);
    for (int number : numbers) {
      try (DiskFile file = packs.open(number, Disk.Access.READ)) {
        check(vault.substring(0, Math.min(12, vault.length())), number, PackScan.of(file));
      }
    }
  }

  private void check(String vault, int number, Optional<PackScan> scan) {
    if (scan.isEmpty()) {
      fault(vault, number, 0, "its header is damaged");
      return;
    }
    // Behind the last commit nothing was acknowledged; a footer stands there in a sealed pack.
    long committed = scan.get().commits().stream().mapToLong(CommitRecord::end).max().orElse(0);
    for (PackScan.Found found : scan.get().records()) {
      if (found.at() >= committed) continue;
      objects++;
      bytes += found.head().length();
      if (!found.intact()) {
        fault(
            vault,
            number,
            found.at(),
            "object %s does not match its id".formatted(found.head().id().abbreviated()));
      }
    }
    for (PackScan.Gap gap : scan.get().gaps()) {
      if (gap.from() >= committed) continue;
      fault(
          vault,
          number,
          gap.from(),
          "%d bytes are neither object nor commit".formatted(gap.to() - gap.from()));
    }
  }

  private void fault(String vault, int pack, long at, String what) {
    faults++;
    out.printf("vault %s, pack %d, byte %d: %s%n", vault, pack, at, what);
  }
}
