package farkeep.acceptance;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A box in a process of its own, on this machine.
public final class RunningBox implements AutoCloseable {
  private static final Pattern CODE = Pattern.compile("pairing code (\\d{4}-\\d{4}),");
  private static final Pattern TEXT = Pattern.compile("(farkeep:pair:\\S+)");
  private static final Pattern PAGE = Pattern.compile("page on (http://\\S+)");

  private final Programs programs;
  private final Path data;
  private final Path log;
  private final Process process;
  private final InetSocketAddress address;

  private RunningBox(Programs programs, Path data, Path log, Process process, int port) {
    this.programs = programs;
    this.data = data;
    this.log = log;
    this.process = process;
    this.address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }

  /// Starts a box and waits until it listens.
  ///
  /// @param data its data directory; made when it is not there
  /// @param port 0 for a free one
  /// @param options more of its flags
  /// @throws IllegalStateException it ended instead; the message has its log
  public static RunningBox start(Programs programs, Path data, int port, String... options)
      throws IOException, InterruptedException {
    Path log = data.resolveSibling(data.getFileName() + ".log");
    Path ready = data.resolveSibling(data.getFileName() + ".ready");
    Files.deleteIfExists(ready);
    List<String> arguments = new ArrayList<>(List.of("run", "--data", data.toString()));
    if (!List.of(options).contains("--listen")) {
      arguments.addAll(List.of("--listen", "127.0.0.1:" + port));
    }
    arguments.addAll(List.of("--ready-file", ready.toString()));
    if (!List.of(options).contains("--reserve-bytes")) {
      arguments.addAll(List.of("--reserve-bytes", "16MiB"));
    }
    arguments.addAll(List.of(options));
    Process process = Programs.start(programs.box(), programs.environment(), arguments, log, log);
    try {
      String where = address(process, ready, log);
      int realPort = Integer.parseInt(where.substring(where.lastIndexOf(':') + 1));
      return new RunningBox(programs, data, log, process, realPort);
    } catch (IOException | InterruptedException | RuntimeException e) {
      process.destroyForcibly();
      throw e;
    }
  }

  private static String address(Process process, Path ready, Path log)
      throws IOException, InterruptedException {
    while (!Files.exists(ready) || Files.size(ready) == 0) {
      if (process.waitFor(20, TimeUnit.MILLISECONDS)) {
        throw new IllegalStateException("the box ended:\n" + Files.readString(log));
      }
    }
    return Files.readString(ready).strip();
  }

  /// Starts it again, after it was killed or stopped, on the port it had.
  public RunningBox again(String... options) throws IOException, InterruptedException {
    return start(programs, data, address.getPort(), options);
  }

  /// Where it listens.
  public InetSocketAddress address() {
    return address;
  }

  /// Where it keeps everything.
  public Path data() {
    return data;
  }

  /// What it has logged so far.
  public String log() throws IOException {
    return Files.readString(log);
  }

  /// The code of a pairing window that this opens.
  public String pairingCode() throws IOException, InterruptedException {
    return found(CODE, pair());
  }

  /// The text of a pairing window that this opens.
  public String pairingText() throws IOException, InterruptedException {
    return found(TEXT, pair());
  }

  private String pair() throws IOException, InterruptedException {
    return Programs.run(
            programs.box(), programs.environment(), List.of("pair", "--data", data.toString()))
        .well()
        .out();
  }

  /// Where its page is, if it was started with one.
  public String page() throws IOException {
    return found(PAGE, log());
  }

  private static String found(Pattern wanted, String out) {
    Matcher found = wanted.matcher(out);
    if (!found.find()) throw new IllegalStateException("no " + wanted + " in:\n" + out);
    return found.group(1);
  }

  /// The launchers it came from.
  public Programs programs() {
    return programs;
  }

  /// Its end, in whatever way.
  public CompletableFuture<Process> onExit() {
    return process.onExit();
  }

  /// Whether it has not ended.
  public boolean runs() {
    return process.isAlive();
  }

  /// The operating system's number of the process.
  public long pid() {
    return process.pid();
  }

  /// Ends it at once, as a power cut would.
  public void kill() {
    process.destroyForcibly();
    process.onExit().join();
  }

  /// Asks it to end, and waits.
  ///
  /// @return its exit code
  public int stop() throws InterruptedException {
    process.destroy();
    return process.waitFor();
  }

  @Override
  public void close() {
    kill();
  }
}
