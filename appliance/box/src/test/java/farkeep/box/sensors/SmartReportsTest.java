package farkeep.box.sensors;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SmartReportsTest {
  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

  @TempDir Path directory;

  private SmartAnswer ask(String device) {
    return new SmartReports(directory, InstantSource.fixed(NOW)).ask(device);
  }

  private Path report(String name, byte[] text, Duration age) throws IOException {
    Path file = directory.resolve(name);
    Files.write(file, text);
    Files.setLastModifiedTime(file, FileTime.from(NOW.minus(age)));
    return file;
  }

  private static byte[] healthy() {
    return "{\"smart_status\": {\"passed\": true}, \"temperature\": {\"current\": 31}}"
        .getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void what_was_written_down_of_a_disk_is_what_it_says() throws IOException {
    report("sda.json", healthy(), Duration.ofMinutes(10));
    assertThat(ask("/dev/sda"))
        .isInstanceOfSatisfying(
            SmartAnswer.Measured.class,
            said -> {
              assertThat(said.passed()).isTrue();
              assertThat(said.celsius()).hasValue(31);
            });
    assertThat(ask("/dev/sdb"))
        .isEqualTo(new SmartAnswer.Absent("nobody has written a report of it"));
  }

  @Test
  void an_old_report_says_nothing_of_today() throws IOException {
    report("sda.json", healthy(), SmartReports.AGE_MAX);
    assertThat(ask("/dev/sda")).isInstanceOf(SmartAnswer.Measured.class);
    report("sda.json", healthy(), SmartReports.AGE_MAX.plusSeconds(1));
    assertThat(ask("/dev/sda")).isEqualTo(new SmartAnswer.Absent("the report is older than 26 h"));
  }

  @Test
  void a_report_that_is_too_long_damaged_or_a_directory_is_absent() throws IOException {
    report("sda.json", new byte[Smart.PRINTED_BYTES_MAX], Duration.ZERO);
    assertThat(ask("/dev/sda"))
        .isInstanceOfSatisfying(
            SmartAnswer.Absent.class, absent -> assertThat(absent.why()).contains("1048576 bytes"));
    report("sdb.json", "{\"smart_status".getBytes(StandardCharsets.UTF_8), Duration.ZERO);
    assertThat(ask("/dev/sdb")).isInstanceOf(SmartAnswer.Absent.class);
    Files.createDirectory(directory.resolve("sdc.json"));
    assertThat(ask("/dev/sdc")).isInstanceOf(SmartAnswer.Absent.class);
  }
}
