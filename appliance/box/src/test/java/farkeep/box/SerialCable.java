package farkeep.box;

import java.io.BufferedReader;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A serial line between the program and a test: two pseudo-terminals that socat joins.
final class SerialCable implements AutoCloseable {
  private static final Duration READ_MAX = Duration.ofSeconds(60);

  private final Path ours;
  private final Process socat;
  private final RandomAccessFile theirs;
  private final FileInputStream input;
  private final StringBuilder seen = new StringBuilder();

  SerialCable(Path directory, String name) throws IOException {
    this.ours = directory.resolve(name);
    Path other = directory.resolve(name + "-test");
    this.socat =
        new ProcessBuilder("socat", "-d", "-d", pty(ours), pty(other))
            .redirectErrorStream(true)
            .start();
    BufferedReader said =
        new BufferedReader(new InputStreamReader(socat.getInputStream(), StandardCharsets.UTF_8));
    String line;
    do {
      line = said.readLine();
      if (line == null) throw new IOException("socat ended; `make setup` installs it");
    } while (!line.contains("starting data transfer loop"));
    this.theirs = new RandomAccessFile(other.toFile(), "rw");
    this.input = new FileInputStream(theirs.getFD());
  }

  private static String pty(Path link) {
    return "pty,raw,echo=0,link=" + link;
  }

  /// The end that the program opens.
  String ours() {
    return ours.toString();
  }

  /// Types at the other end.
  void type(String text) throws IOException {
    theirs.write(text.getBytes(StandardCharsets.US_ASCII));
  }

  /// Reads until it finds this, and forgets all up to its end.
  ///
  /// @return the first group
  String read(Pattern wanted) throws IOException, InterruptedException {
    byte[] some = new byte[256];
    while (true) {
      Matcher found = wanted.matcher(seen);
      if (found.find()) {
        String group = found.group(1);
        seen.delete(0, found.end());
        return group;
      }
      awaitInput(wanted);
      int count = input.read(some);
      if (count < 0) throw new IOException("the line is gone; it said " + seen);
      seen.append(new String(some, 0, count, StandardCharsets.ISO_8859_1));
    }
  }

  /// A read of a terminal can't be interrupted, so none is begun before there is something.
  private void awaitInput(Pattern wanted) throws IOException, InterruptedException {
    long end = System.nanoTime() + READ_MAX.toNanos();
    while (input.available() == 0) {
      if (System.nanoTime() > end) {
        throw new IOException(
            "waited %s for %s; the line said %s".formatted(READ_MAX, wanted, seen));
      }
      Thread.sleep(5);
    }
  }

  @Override
  public void close() throws IOException {
    theirs.close();
    socat.destroy();
    socat.onExit().join();
  }
}
