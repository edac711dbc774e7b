package farkeep.box.sensors;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/// Reads what Linux counts of disks (`Documentation/block/stat.rst`) and of errors in file systems.
public final class Disks {
  private static final int SECTOR_BYTES = 512;
  private static final int READ_SECTORS = 2;
  private static final int WRITTEN_SECTORS = 6;
  private static final int IN_FLIGHT = 8;
  private static final int FIELDS_MIN = 11;

  /// In memory, or on another disk.
  private static final Pattern NO_DISK = Pattern.compile("(loop|ram|zram|dm-|md|sr|nbd)\\d*");

  private final SensorFiles files;

  /// @param files where they are read
  public Disks(SensorFiles files) {
    this.files = files;
  }

  /// All disks of the machine.
  public List<DiskFigures> read() {
    List<DiskFigures> found = new ArrayList<>();
    for (String disk : files.directories("sys/block", "")) {
      String name = disk.substring(disk.lastIndexOf('/') + 1);
      if (!NO_DISK.matcher(name).matches()) figures(disk, name).ifPresent(found::add);
    }
    return List.copyOf(found);
  }

  /// Errors that ext4 found in its file systems, all together; empty where there is none.
  public OptionalLong fileSystemErrors() {
    long sum = 0;
    boolean counted = false;
    for (String system : files.directories("sys/fs/ext4", "")) {
      OptionalLong errors = files.number(system + "/errors_count");
      if (errors.isEmpty()) continue;
      counted = true;
      sum += errors.getAsLong();
    }
    return counted ? OptionalLong.of(sum) : OptionalLong.empty();
  }

  private Optional<DiskFigures> figures(String disk, String name) {
    Optional<String> text = files.text(disk + "/stat");
    if (text.isEmpty()) return Optional.empty();
    String[] fields = text.get().split("\\s+");
    OptionalLong read = field(fields, READ_SECTORS);
    OptionalLong written = field(fields, WRITTEN_SECTORS);
    OptionalLong inFlight = field(fields, IN_FLIGHT);
    if (fields.length < FIELDS_MIN || read.isEmpty() || written.isEmpty() || inFlight.isEmpty()) {
      files.complain(disk + "/stat", "it has no 11 numbers");
      return Optional.empty();
    }
    return Optional.of(
        new DiskFigures(
            name,
            read.getAsLong() * SECTOR_BYTES,
            written.getAsLong() * SECTOR_BYTES,
            inFlight.getAsLong(),
            files.hexadecimal(disk + "/device/ioerr_cnt")));
  }

  private static OptionalLong field(String[] fields, int place) {
    return place < fields.length ? SensorFiles.number(fields[place], 10) : OptionalLong.empty();
  }
}
