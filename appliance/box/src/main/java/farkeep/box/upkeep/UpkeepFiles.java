package farkeep.box.upkeep;

import farkeep.box.health.Findings;
import farkeep.box.health.MachineUpdate;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
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
  private final Optional<String> version;

  /// What was read.
  ///
  /// @param damaged what of it was not understood, in words; empty: nothing
  record Reading(Findings.Upkeep upkeep, String damaged) {}

  /// @param updateStatus the note about the last update; empty: nobody writes one
  /// @param osRelease [#OS_RELEASE], another in tests; read once
  public UpkeepFiles(Optional<Path> updateStatus, Path osRelease) {
    this.updateStatus = updateStatus;
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
    try {
      Optional<String> note = updateStatus.isEmpty() ? Optional.empty() : text(updateStatus.get());
      Optional<MachineUpdate> update = note.flatMap(UpdateNote::parse);
      boolean damaged = note.isPresent() && update.isEmpty();
      return new Reading(
          new Findings.Upkeep(version, update), damaged ? "it is not what the system writes" : "");
    } catch (IOException e) {
      return new Reading(new Findings.Upkeep(version, Optional.empty()), "it can't be read: " + e);
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
