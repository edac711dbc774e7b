package farkeep.box.configuration;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Reads `farkeep-box.conf`: UTF-8, one `key = value` a line, `#` begins a comment line.
public final class ConfigurationFile {
  /// Bytes of the file.
  public static final int FILE_BYTES_MAX = 64 << 10;

  private ConfigurationFile() {}

  /// The settings of a file in the order of its lines.
  ///
  /// @throws ConfigurationException a line is no setting, or the file is no text or too long
  /// @throws IOException the file can't be read
  public static List<Setting> read(Path file) throws IOException, ConfigurationException {
    if (!Files.isReadable(file) || Files.isDirectory(file)) {
      throw new ConfigurationException(file + ": there is no such file, or it can't be read");
    }
    long bytes = Files.size(file);
    if (bytes > FILE_BYTES_MAX) {
      throw new ConfigurationException(
          "%s: has %d B; at most %d are allowed".formatted(file, bytes, FILE_BYTES_MAX));
    }
    return parse(file.toString(), text(file));
  }

  private static String text(Path file) throws IOException, ConfigurationException {
    byte[] bytes = Files.readAllBytes(file);
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new ConfigurationException(file + ": is not UTF-8 text; save it as UTF-8");
    }
  }

  static List<Setting> parse(String name, String text) throws ConfigurationException {
    List<Setting> settings = new ArrayList<>();
    int number = 0;
    for (String line : text.lines().map(String::strip).toList()) {
      number++;
      if (line.isEmpty() || line.startsWith("#")) continue;
      String where = name + ":" + number;
      int equals = line.indexOf('=');
      if (equals < 1) {
        throw new ConfigurationException(
            "%s: %s: allowed is key = value, or a comment that begins with #"
                .formatted(where, line));
      }
      settings.add(
          new Setting(
              where, line.substring(0, equals).strip(), line.substring(equals + 1).strip()));
    }
    return settings;
  }
}
