package farkeep.box.sensors;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// Reads what somebody with the right to ask disks has written down: what `smartctl --json` printed
/// for `/dev/sda`, in `sda.json`.
public final class SmartReports implements SmartSource {
  /// How old a report may be: nobody writes them any more, or the disk has slept all the time.
  public static final Duration AGE_MAX = Duration.ofHours(26);

  private final Path directory;
  private final InstantSource clock;

  /// @param directory where the reports are; only read
  /// @param clock the machine's, which dates files
  public SmartReports(Path directory, InstantSource clock) {
    this.directory = directory;
    this.clock = clock;
  }

  @Override
  public SmartAnswer ask(String device) {
    Path report = directory.resolve(Path.of(device).getFileName() + ".json");
    try (InputStream in = Files.newInputStream(report)) {
      Instant written = Files.getLastModifiedTime(report).toInstant();
      if (written.isBefore(clock.instant().minus(AGE_MAX))) {
        return new SmartAnswer.Absent("the report is older than " + AGE_MAX.toHours() + " h");
      }
      byte[] bytes = in.readNBytes(Smart.PRINTED_BYTES_MAX);
      return bytes.length == Smart.PRINTED_BYTES_MAX
          ? new SmartAnswer.Absent("the report has more than " + bytes.length + " bytes")
          : SmartJson.parse(bytes);
    } catch (NoSuchFileException e) {
      return new SmartAnswer.Absent("nobody has written a report of it");
    } catch (IOException e) {
      return new SmartAnswer.Absent("its report can't be read: " + e.getMessage());
    }
  }
}
