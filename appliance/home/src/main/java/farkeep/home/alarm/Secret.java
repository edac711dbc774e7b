package farkeep.home.alarm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Where a password or token is found; read anew each time it is needed, never kept.
///
/// @param file a file that only its owner may read, its first line; null: not in a file
/// @param variable an environment variable; null: not in one
public record Secret(@Nullable String file, @Nullable String variable) {
  /// Bytes of a file that are looked at.
  public static final int FILE_BYTES_MAX = 4_096;

  /// It itself.
  ///
  /// @throws IOException it is not there, or others may read it; the message says what to do
  String read() throws IOException {
    if (variable != null) {
      String value = System.getenv(variable);
      if (value != null && !value.isEmpty()) return value;
      throw new IOException(
          "the environment variable %s is not set where `farkeep` runs".formatted(variable));
    }
    if (file == null) throw new IOException("neither a file nor a variable is named");
    return firstLine(Path.of(file));
  }

  private static String firstLine(Path path) throws IOException {
    try {
      Set<PosixFilePermission> may = Files.getPosixFilePermissions(path);
      may.removeAll(Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE));
      if (!may.isEmpty()) {
        throw new IOException(
            "%s may be read by others; `chmod 600 %s` makes it yours alone".formatted(path, path));
      }
      if (Files.size(path) > FILE_BYTES_MAX) {
        throw new IOException(
            "%s has %d B; a password or token has at most %d"
                .formatted(path, Files.size(path), FILE_BYTES_MAX));
      }
      String line = Files.readString(path).lines().findFirst().orElse("").strip();
      if (line.isEmpty()) throw new IOException(path + " is empty");
      return line;
    } catch (NoSuchFileException e) {
      throw new IOException(path + " is not there", e);
    }
  }
}
