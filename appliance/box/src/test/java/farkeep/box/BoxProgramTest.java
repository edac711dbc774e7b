package farkeep.box;

import static org.assertj.core.api.Assertions.assertThat;

import farkeep.box.configuration.HostPort;
import farkeep.box.replication.ScriptedHome;
import farkeep.box.replication.TestVault;
import farkeep.link.pairing.PairingCode;
import farkeep.link.protocol.ObjectAnswer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The program `farkeep-box` as a process of its own: its commands, exit codes, signals.
@Timeout(120)
class BoxProgramTest {
  private static final Pattern CODE = Pattern.compile("pairing code ([0-9]{4}-[0-9]{4})");

  @TempDir Path directory;

  private final List<Process> started = new ArrayList<>();

  private record Done(int exitCode, String out, String err) {}

  private Path data() {
    return directory.resolve("data");
  }

  private Process start(String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx128m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of("--enable-native-access=ALL-UNNAMED"));
    command.add("--sun-misc-unsafe-memory-access=allow");
    String classPath =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    command.addAll(List.of("-cp", classPath, "farkeep.box.BoxMain"));
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command)
            .redirectError(directory.resolve("err" + started.size()).toFile())
            .start();
    started.add(process);
    return process;
  }

  private Done run(String... arguments) throws Exception {
    Process process = start(arguments);
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int exitCode = process.waitFor();
    return new Done(exitCode, out, log(started.size() - 1));
  }

  private String log(int number) throws IOException {
    return Files.readString(directory.resolve("err" + number));
  }

  /// Starts a box and waits until it can be reached: until the ready file is there, which is
  /// written before the line that this waits for.
  private InetSocketAddress startBox(String... more) throws IOException {
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of("run", "--data", data().toString(), "--listen", "127.0.0.1:0"));
    arguments.addAll(List.of("--reserve-bytes", "0", "--pack-bytes", "16MiB"));
    arguments.addAll(List.of(more));
    BufferedReader out = start(arguments.toArray(String[]::new)).inputReader();
    String line = out.readLine();
    assertThat(line).as(log(started.size() - 1)).startsWith("listening on ");
    return HostPort.parse(line.substring("listening on ".length())).orElseThrow().resolve();
  }

  @AfterEach
  void end() throws InterruptedException {
    for (Process process : started) {
      process.destroyForcibly();
      process.waitFor();
    }
  }

  @Test
  void a_box_that_is_killed_keeps_what_it_acknowledged_and_check_finds_a_rotten_byte()
      throws Exception {
    try (TestHome home = new TestHome()) {
      InetSocketAddress address = startBox();
      Done pair = run("pair", "--data", data().toString());
      assertThat(pair.exitCode()).isZero();
      Matcher code = CODE.matcher(pair.out());
      assertThat(code.find()).as(pair.out()).isTrue();
      home.pair(address, PairingCode.typed(code.group(1)));
      ScriptedHome session = home.connect(address, home.vault.writer);
      session.open(home.vault.id);
      byte[] chunk = home.vault.chunk(1 << 20);
      session.settle(session.put(chunk));
      started.getFirst().destroyForcibly().waitFor();

      address = startBox();
      ScriptedHome again = home.connect(address, home.vault.writer);
      again.open(home.vault.id);
      ObjectAnswer answer = again.get(List.of(TestVault.id(chunk))).getFirst();
      assertThat(((ObjectAnswer.Found) answer).stored()).isEqualTo(chunk);
      assertThat(run("status", "--data", data().toString()).out())
          .startsWith("Ready. No copy has come yet. It keeps 1 objects in ")
          .contains("1 homes are here");
      assertThat(run("check", "--data", data().toString()).exitCode()).isEqualTo(3);

      Process box = started.get(2);
      box.destroy();
      assertThat(box.waitFor(30, TimeUnit.SECONDS)).isTrue();
      assertThat(box.exitValue()).isZero();
      assertThat(log(2)).contains("INFO box stopped").doesNotContain(directory.toString());
    }
    assertThat(run("check", "--data", data().toString()).exitCode()).isZero();
    rot();
    Done check = run("check", "--data", data().toString());
    assertThat(check.exitCode()).isEqualTo(5);
    assertThat(check.out()).contains("does not match its id").contains("1 faults");
  }

  /// Flips a bit in the middle of the largest pack.
  private void rot() throws IOException {
    try (Stream<Path> all = Files.walk(data())) {
      Path pack =
          all.filter(path -> path.toString().endsWith(".pk"))
              .max((a, b) -> Long.compare(a.toFile().length(), b.toFile().length()))
              .orElseThrow();
      try (RandomAccessFile file = new RandomAccessFile(pack.toFile(), "rw")) {
        file.seek(500_000);
        int before = file.read();
        file.seek(500_000);
        file.write(before ^ 1);
      }
    }
  }

  @Test
  void a_second_box_on_the_data_directory_says_that_it_is_in_use() throws Exception {
    Path ready = directory.resolve("ready");
    InetSocketAddress address = startBox("--ready-file", ready.toString());
    assertThat(run("status", "--data", data().toString()).exitCode()).isZero();
    assertThat(Files.readString(ready).strip()).isEqualTo("127.0.0.1:" + address.getPort());
    Done second = run("run", "--data", data().toString(), "--listen", "127.0.0.1:0");
    assertThat(second.exitCode()).isEqualTo(3);
    assertThat(second.err()).contains("is in use: another Farkeep works on it");
  }

  @Test
  void press_plays_the_button() throws Exception {
    startBox("--page", "off");
    String data = data().toString();
    assertThat(run("press", "--data", data).out()).contains("here I am", "open for 5 minutes");
    assertThat(CODE.matcher(run("press", "3s", "--data", data).out()).find()).isTrue();
    assertThat(run("press", "10s", "--data", data).out()).contains("nothing is waiting");
    assertThat(run("press", "15s", "--data", data).out())
        .contains("0 devices are let in no more", "all data is kept");
    Done fast = run("press", "fast", "--data", data);
    assertThat(fast.exitCode()).isEqualTo(1);
    assertThat(fast.err()).contains("allowed is a time below 30 s");
    assertThat(log(0)).contains("panel was opened", "button=\"");
  }

  @Test
  void a_home_is_paired_by_the_code_on_the_serial_display_and_the_console_tells_how_it_is()
      throws Exception {
    try (TestHome home = new TestHome();
        SerialCable display = new SerialCable(directory, "display");
        SerialCable console = new SerialCable(directory, "console")) {
      InetSocketAddress address =
          startBox(
              "--page",
              "off",
              "--display",
              display.ours() + ",vt100,20x4",
              "--console",
              console.ours());
      String code = display.read(Pattern.compile("([0-9]{4} [0-9]{4})"));
      home.pair(address, PairingCode.typed(code));
      console.read(Pattern.compile("(Farkeep box)"));
      console.type("1\r");
      console.read(Pattern.compile("(It keeps 0 objects)"));
      console.type("2\r");
      console.read(Pattern.compile("pairing code ([0-9]{4}-[0-9]{4})"));
      console.type("5\ryes\r");
      assertThat(started.getFirst().waitFor()).isZero();
      display.read(Pattern.compile("(has ended)"));
    }
  }

  @Test
  void wrong_settings_end_with_2_and_say_where_and_what_is_allowed() throws Exception {
    Path file = directory.resolve("box.conf");
    Files.writeString(file, "listen = 127.0.0.1:0\nlink.quic = tcp\n");
    Done done = run("run", "--config", file.toString());
    assertThat(done.exitCode()).isEqualTo(2);
    assertThat(done.err()).contains("box.conf:2: link.quic = tcp: allowed is auto, native or kwik");
    assertThat(run("fly").exitCode()).isEqualTo(2);
    assertThat(run("status", "--data", data().toString()).exitCode()).isEqualTo(3);
    assertThat(run("--help").out()).contains("Exit codes:");
  }
}
