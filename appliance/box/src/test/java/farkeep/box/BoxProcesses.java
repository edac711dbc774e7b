package farkeep.box;

import static org.assertj.core.api.Assertions.assertThat;

import farkeep.box.configuration.HostPort;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Processes of the program `farkeep-box`, all on one data directory.
final class BoxProcesses implements AutoCloseable {
  private static final Pattern CODE = Pattern.compile("pairing code ([0-9]{4}-[0-9]{4})");

  private final Path directory;
  private final List<Process> started = new ArrayList<>();

  /// How a command ended, and what it printed.
  record Done(int exitCode, String out, String err) {}

  /// @param directory where data and what is printed go
  BoxProcesses(Path directory) {
    this.directory = directory;
  }

  /// The pairing code in what a program printed.
  static String code(String printed) {
    Matcher code = CODE.matcher(printed);
    assertThat(code.find()).as(printed).isTrue();
    return code.group(1);
  }

  Path data() {
    return directory.resolve("data");
  }

  private Process start(List<String> arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx128m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of("--enable-native-access=ALL-UNNAMED"));
    command.add("--sun-misc-unsafe-memory-access=allow");
    String classPath =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    command.addAll(List.of("-cp", classPath, "farkeep.box.BoxMain"));
    command.addAll(arguments);
    Process process =
        new ProcessBuilder(command)
            .redirectError(directory.resolve("err" + started.size()).toFile())
            .start();
    started.add(process);
    return process;
  }

  /// Runs a command to its end.
  Done run(String... arguments) throws IOException, InterruptedException {
    Process process = start(List.of(arguments));
    int number = started.size() - 1;
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Done(process.waitFor(), out, log(number));
  }

  /// Runs a command on the data directory.
  Done ask(String... arguments) throws IOException, InterruptedException {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--data", data().toString()));
    return run(all.toArray(String[]::new));
  }

  /// What a process has written to stderr, by its number from 0.
  String log(int number) throws IOException {
    return Files.readString(directory.resolve("err" + number));
  }

  /// One of all, by its number from 0.
  Process process(int number) {
    return started.get(number);
  }

  /// The one that was started last.
  Process last() {
    return started.getLast();
  }

  /// Starts a box and waits until it can be reached.
  Started startBox(String... more) throws IOException {
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of("run", "--data", data().toString(), "--listen", "127.0.0.1:0"));
    arguments.addAll(List.of("--reserve-bytes", "0", "--pack-bytes", "16MiB", "--mdns", "off"));
    arguments.addAll(List.of(more));
    Process process = start(arguments);
    int number = started.size() - 1;
    BufferedReader out = process.inputReader();
    String line = out.readLine();
    assertThat(line).as(log(number)).startsWith("listening on ");
    InetSocketAddress address =
        HostPort.parse(line.substring("listening on ".length())).orElseThrow().resolve();
    return new Started(address, out, process, number);
  }

  /// A running box.
  ///
  /// @param out what it goes on to print
  /// @param number for [#log]
  record Started(InetSocketAddress address, BufferedReader out, Process process, int number) {}

  @Override
  public void close() {
    for (Process process : started) {
      process.destroyForcibly();
      process.onExit().join();
    }
  }
}
