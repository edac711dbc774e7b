package farkeep.panel.display;

import static org.assertj.core.api.Assertions.assertThat;

import farkeep.panel.HastyPace;
import farkeep.panel.serial.LineNotes;
import farkeep.panel.serial.LineSettings;
import farkeep.panel.serial.PluggedLine;
import farkeep.panel.serial.PtyPair;
import farkeep.panel.serial.SystemSerialPorts;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// On real pseudo-terminals: what arrives is played as the display's data sheet says.
@Timeout(120)
class DisplayOnTerminalTest {
  @TempDir Path directory;

  @ParameterizedTest
  @EnumSource
  void what_is_shown_arrives_also_after_the_plug_was_pulled(DisplayKind kind) throws Exception {
    HastyPace pace = new HastyPace(20);
    PtyPair first = new PtyPair(directory);
    PluggedLine line =
        new PluggedLine(
            new SystemSerialPorts(), LineSettings.text(first.ours(), 9_600), pace, new LineNotes());
    SerialDisplay display = new SerialDisplay(line, kind, DisplaySize.LARGE, pace);
    PlayedDisplay played = new PlayedDisplay(kind, DisplaySize.LARGE);
    display.show(Page.of("Bereit für die Kopplung.").withCode("1234 5678").withPercent(50));
    Thread running = Thread.ofPlatform().start(() -> run(display));
    assertThat(readUntil(first, played, lines -> lines.getLast().contains("50%")))
        .containsExactly("Bereit fuer die", "Kopplung.", "     1234 5678", "[#######       ] 50%");
    first.close();
    display.show(Page.of("Sicher."));
    try (PtyPair second = new PtyPair(directory)) {
      played.power();
      assertThat(readUntil(second, played, lines -> lines.getFirst().equals("Sicher.")))
          .containsExactly("Sicher.", "", "", "");
      display.close();
      running.join();
    }
  }

  private static List<String> readUntil(
      PtyPair pair, PlayedDisplay played, Predicate<List<String>> enough) throws IOException {
    try (RandomAccessFile other = new RandomAccessFile(pair.theirs().toFile(), "rw")) {
      byte[] some = new byte[256];
      do {
        int count = other.read(some);
        played.take(Arrays.copyOf(some, count));
      } while (!enough.test(played.lines()));
      return played.lines();
    }
  }

  private static void run(Display display) {
    try {
      display.run();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
