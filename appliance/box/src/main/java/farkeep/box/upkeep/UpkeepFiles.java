package farkeep.box.upkeep;

import farkeep.box.health.BlankDisk;
import farkeep.box.health.Findings;
import farkeep.box.health.MachineUpdate;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads what the machine's scripts have left. What is not there is absent; what can't be read or
/// understood is absent too, and said. Safe for many threads.
public final class UpkeepFiles {
  /// Where a system says which version it has.
  public static final Path OS_RELEASE = Path.of("/usr/lib/os-release");

  /// Bytes of a file that are read.
  static final int BYTES_MAX = 4_096;

  private static final Pattern VERSION =
      Pattern.compile("(?m)^IMAGE_VERSION=\"?([0-9]{1,9}(?:\\.[0-9]{1,9}){0,7})\"?$");

  private final Optional<Path> updateStatus;
  private final Optional<Path> blankDisk;
  private final Optional<String> version;

  /// What was read.
  ///
  /// @param damaged what of it was not understood, in words; empty: nothing
  record Reading(Findings.Upkeep upkeep, String damaged) {}

  /// @param updateStatus the note about the last update; empty: nobody writes one
  /// @param blankDisk the note about a blank disk that is plugged in; empty: nobody writes one
  /// @param osRelease [#OS_RELEASE], another in tests; read once
  public UpkeepFiles(Optional<Path> updateStatus, Optional<Path> blankDisk, Path osRelease) {
    this.updateStatus = updateStatus;
    this.blankDisk = blankDisk;
    this.version = updateStatus.flatMap(_ -> version(osRelease));
  }

  private static Optional<String> version(Path osRelease) {
    try {
      Matcher line = VERSION.matcher(text(osRelease).orElse(""));
      return line.find() ? Optional.of(line.group(1)) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty(); // then it is not shown
    }
  }

  Reading read() {
    List<String> damaged = new ArrayList<>();
    Optional<MachineUpdate> update = read("update", updateStatus, UpdateNote::parse, damaged);
    Optional<BlankDisk> disk = read("disk", blankDisk, BlankDiskNote::parse, damaged);
    return new Reading(new Findings.Upkeep(version, update, disk), String.join("; ", damaged));
  }

  private static <T> Optional<T> read(
      String what,
      Optional<Path> file,
      Function<String, Optional<T>> parser,
      List<String> damaged) {
    try {
      Optional<String> note = file.isEmpty() ? Optional.empty() : text(file.get());
      Optional<T> read = note.flatMap(parser);
      if (note.isPresent() && read.isEmpty()) {
        damaged.add(what + ": it is not what the system writes");
      }
      return read;
    } catch (IOException e) {
      damaged.add(what + ": it can't be read: " + e);
      return Optional.empty();
    }
  }

  private static Optional<String> text(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return Optional.of(new String(in.readNBytes(BYTES_MAX), StandardCharsets.UTF_8));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }
}
