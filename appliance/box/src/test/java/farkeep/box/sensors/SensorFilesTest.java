package farkeep.box.sensors;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SensorFilesTest {
  @TempDir Path root;

  @Test
  void a_file_is_read_to_its_bound() throws IOException {
    Files.writeString(root.resolve("f"), "x".repeat(SensorFiles.FILE_BYTES_MAX * 2));
    assertThat(new SensorFiles(root).text("f").orElseThrow()).hasSize(SensorFiles.FILE_BYTES_MAX);
  }

  @Test
  void a_crowded_directory_is_looked_at_in_part_and_told() throws IOException {
    for (int i = 0; i <= SensorFiles.ENTRIES_MAX; i++) {
      Files.createDirectories(root.resolve("d/hwmon" + i));
    }
    SensorFiles files = new SensorFiles(root);
    assertThat(files.directories("d", "hwmon")).hasSize(SensorFiles.ENTRIES_MAX);
    assertThat(files.complaints()).isEqualTo(1);
  }

  @Test
  void no_more_complaints_are_kept_than_somebody_would_read() throws IOException {
    SensorFiles files = new SensorFiles(root);
    for (int i = 0; i < SensorFiles.COMPLAINTS_MAX * 2; i++) {
      Files.writeString(root.resolve("f" + i), "nonsense");
      assertThat(files.number("f" + i)).isEmpty();
    }
    assertThat(files.complaints()).isEqualTo(SensorFiles.COMPLAINTS_MAX);
  }

  @Test
  void a_file_that_can_not_be_read_is_absent_and_told() throws IOException {
    Files.createDirectory(root.resolve("f"));
    SensorFiles files = new SensorFiles(root);
    assertThat(files.text("f")).isEmpty();
    assertThat(files.complaints()).isEqualTo(1);
  }
}
