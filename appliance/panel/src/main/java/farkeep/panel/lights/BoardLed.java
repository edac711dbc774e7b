package farkeep.panel.lights;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One lamp in `/sys/class/leds`.
final class BoardLed {
  /// Bytes of a file that are looked at; a kernel's list of triggers is below one page.
  static final int FILE_BYTES_MAX = 8192;

  private static final Logger LOG = LoggerFactory.getLogger(BoardLed.class);
  private static final Pattern CHOSEN = Pattern.compile("\\[([^\\]\\s]+)\\]");

  private final Path directory;
  private final String formerTrigger;
  private final String formerBrightness;
  private final String brightest;
  private boolean on;

  private BoardLed(Path directory, String trigger, String brightness, String brightest) {
    this.directory = directory;
    this.formerTrigger = trigger;
    this.formerBrightness = brightness;
    this.brightest = brightest;
  }

  /// Takes the lamp from whatever has it; it is dark afterwards.
  ///
  /// @throws java.nio.file.NoSuchFileException there is no such lamp
  /// @throws java.nio.file.AccessDeniedException only others may write it
  static BoardLed take(Path directory) throws IOException {
    Matcher chosen = CHOSEN.matcher(read(directory.resolve("trigger")));
    BoardLed led =
        new BoardLed(
            directory,
            chosen.find() ? chosen.group(1) : "none",
            read(directory.resolve("brightness")),
            read(directory.resolve("max_brightness")));
    led.write("trigger", "none");
    led.write("brightness", "0");
    return led;
  }

  /// Switches it; writes nothing when it is so already.
  void set(boolean wanted) throws IOException {
    if (wanted == on) return;
    write("brightness", wanted ? brightest : "0");
    on = wanted;
  }

  void giveBack() {
    try {
      write("brightness", formerBrightness);
      write("trigger", formerTrigger);
    } catch (IOException e) {
      LOG.warn(
          "light was not given back led=\"{}\" cause=\"{}\"",
          directory.getFileName(),
          e.toString());
    }
  }

  private static String read(Path file) throws IOException {
    try (var in = Files.newInputStream(file)) {
      return new String(in.readNBytes(FILE_BYTES_MAX), StandardCharsets.US_ASCII).strip();
    }
  }

  private void write(String name, String value) throws IOException {
    Files.writeString(
        directory.resolve(name),
        value,
        StandardOpenOption.WRITE,
        StandardOpenOption.TRUNCATE_EXISTING);
  }
}
