package farkeep.panel.console;

import static org.assertj.core.api.Assertions.assertThat;

import farkeep.panel.SystemPace;
import farkeep.panel.serial.LineNotes;
import farkeep.panel.serial.LineSettings;
import farkeep.panel.serial.PluggedLine;
import farkeep.panel.serial.PtyPair;
import farkeep.panel.serial.SystemSerialPorts;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// On real pseudo-terminals, with somebody who types at the other end.
@Timeout(120)
class ConsoleOnTerminalTest {
  @TempDir Path directory;

  @Test
  void somebody_with_a_terminal_pairs_and_forgets() throws Exception {
    PlayedActions actions = new PlayedActions();
    SystemPace pace = new SystemPace();
    try (PtyPair pair = new PtyPair(directory);
        RandomAccessFile terminal = new RandomAccessFile(pair.theirs().toFile(), "rw")) {
      PluggedLine line =
          new PluggedLine(
              new SystemSerialPorts(),
              LineSettings.text(pair.ours(), 115_200),
              pace,
              new LineNotes());
      SerialConsole console = new SerialConsole(line, actions, pace);
      Thread running = Thread.ofPlatform().start(() -> run(console));
      assertThat(readUntil(terminal, "> ")).contains("Farkeep box");
      terminal.write("2\r".getBytes(StandardCharsets.US_ASCII));
      assertThat(readUntil(terminal, "> ")).isEqualTo("2\r\nCode 1234 5678\r\n> ");
      terminal.write("6\r".getBytes(StandardCharsets.US_ASCII));
      assertThat(readUntil(terminal, "leave it. ")).contains("FORGET");
      terminal.write("FORGET\r".getBytes(StandardCharsets.US_ASCII));
      assertThat(readUntil(terminal, "> ")).contains("Forgotten.");
      assertThat(actions.done).containsExactly("pair", "forget");
      console.close();
      running.join();
    }
  }

  private static String readUntil(RandomAccessFile terminal, String end) throws IOException {
    StringBuilder read = new StringBuilder();
    while (!read.toString().endsWith(end)) {
      int each = terminal.read();
      if (each < 0) throw new IOException("the line ended after " + read);
      read.append((char) each);
    }
    return read.toString();
  }

  private static void run(SerialConsole console) {
    try {
      console.run();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
