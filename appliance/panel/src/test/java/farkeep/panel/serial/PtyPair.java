package farkeep.panel.serial;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/// Two pseudo-terminals with a cable between them, made by socat: what is written into one is read
/// from the other. Closing pulls the plug.
public final class PtyPair implements AutoCloseable {
  private final Process socat;
  private final Path ours;
  private final Path theirs;

  /// @param directory where the two get their names
  /// @throws IOException socat is not there; `make setup` installs it
  public PtyPair(Path directory) throws IOException {
    this.ours = directory.resolve("ours");
    this.theirs = directory.resolve("theirs");
    this.socat =
        new ProcessBuilder("socat", "-d", "-d", pty(ours), pty(theirs))
            .redirectErrorStream(true)
            .start();
    waitUntilPlugged();
  }

  private static String pty(Path link) {
    return "pty,raw,echo=0,link=" + link;
  }

  private void waitUntilPlugged() throws IOException {
    BufferedReader said =
        new BufferedReader(new InputStreamReader(socat.getInputStream(), StandardCharsets.UTF_8));
    String line;
    do {
      line = said.readLine();
      if (line == null) throw new IOException("socat ended");
    } while (!line.contains("starting data transfer loop"));
  }

  /// The end that the program opens.
  public String ours() {
    return ours.toString();
  }

  /// The end that the test opens.
  public Path theirs() {
    return theirs;
  }

  @Override
  public void close() {
    socat.destroy();
    socat.onExit().join();
  }
}
