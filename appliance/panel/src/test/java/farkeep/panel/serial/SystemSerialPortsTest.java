package farkeep.panel.serial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// On real pseudo-terminals.
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SystemSerialPortsTest {
  private final SystemSerialPorts ports = new SystemSerialPorts();

  @TempDir Path directory;

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  @Test
  void bytes_go_both_ways_and_nothing_waits() throws IOException {
    try (PtyPair pair = new PtyPair(directory);
        SerialLine line = ports.open(LineSettings.megatec(pair.ours()));
        RandomAccessFile other = new RandomAccessFile(pair.theirs().toFile(), "rw")) {
      byte[] read = new byte[16];
      assertThat(line.read(read)).isZero();
      line.write(ascii("Q1\r"));
      byte[] arrived = new byte[3];
      other.readFully(arrived);
      assertThat(arrived).isEqualTo(ascii("Q1\r"));
      other.write(0xfe);
      int count;
      do {
        count = line.read(read);
      } while (count == 0);
      assertThat(count).isEqualTo(1);
      assertThat(read[0]).isEqualTo((byte) 0xfe);
    }
  }

  @Test
  void a_plug_that_is_pulled_is_noticed_by_reading_and_by_writing() throws IOException {
    PtyPair pair = new PtyPair(directory);
    try (SerialLine line = ports.open(LineSettings.text(pair.ours(), 9_600))) {
      pair.close();
      assertThatThrownBy(() -> line.read(new byte[8]))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("is gone");
      assertThatThrownBy(() -> line.write(ascii("x"))).isInstanceOf(IOException.class);
    }
  }

  @Test
  void who_does_not_read_does_not_hold_us_up() throws IOException {
    try (PtyPair pair = new PtyPair(directory);
        SerialLine line = ports.open(LineSettings.text(pair.ours(), 115_200))) {
      byte[] most = new byte[SerialLine.WRITE_BYTES_MAX];
      assertThatThrownBy(
              () -> {
                for (int i = 0; i < 10_000; i++) line.write(most);
              })
          .isInstanceOf(IOException.class)
          .hasMessageContaining("does nothing read there?");
      assertThatThrownBy(() -> line.write(new byte[SerialLine.WRITE_BYTES_MAX + 1]))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void a_line_belongs_to_one_program() throws IOException {
    try (PtyPair pair = new PtyPair(directory);
        SerialLine _ = ports.open(LineSettings.text(pair.ours(), 9_600))) {
      assertThatThrownBy(() -> ports.open(LineSettings.text(pair.ours(), 9_600)))
          .hasMessageContaining("is it in use");
    }
  }

  @Test
  void what_is_not_there_or_no_line_is_said() throws IOException {
    String missing = directory.resolve("ttyUSB7").toString();
    assertThatThrownBy(() -> ports.open(LineSettings.text(missing, 9_600)))
        .hasMessageContaining("no such serial device");
    Path file = Files.writeString(directory.resolve("file"), "text");
    assertThatThrownBy(() -> ports.open(LineSettings.text(file.toString(), 9_600)))
        .isInstanceOf(IOException.class);
  }
}
