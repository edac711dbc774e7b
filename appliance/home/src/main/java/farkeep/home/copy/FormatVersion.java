package farkeep.home.copy;

import java.io.IOException;
import java.nio.file.Path;

/// What is said of a whole pack header or log entry of a version that this program does not know.
final class FormatVersion {
  private FormatVersion() {}

  /// @throws IOException it is another version than the known one
  static void check(Path file, byte found, int known) throws IOException {
    if (Byte.toUnsignedInt(found) == known) return;
    throw new IOException(
        "%s has format version %d; this program knows version %d: update Farkeep"
            .formatted(file, Byte.toUnsignedInt(found), known));
  }
}
