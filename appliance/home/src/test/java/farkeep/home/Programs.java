package farkeep.home;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/// Runs programs that are not ours, to compare what they see with what we see.
public final class Programs {
  private Programs() {}

  /// Runs a shell command in a directory and returns what it printed, as Latin-1, so that any bytes
  /// survive.
  ///
  /// @throws AssertionError it failed
  public static String shell(Path directory, String command) {
    try {
      Process process =
          new ProcessBuilder("bash", "-o", "pipefail", "-ec", command)
              .directory(directory.toFile())
              .redirectErrorStream(true)
              .start();
      String printed =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
      int status = process.waitFor();
      if (status != 0) throw new AssertionError(command + " ended with " + status + ": " + printed);
      return printed;
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new AssertionError(interrupted);
    }
  }
}
