package farkeep.box;

import static org.assertj.core.api.Assertions.assertThat;

import farkeep.box.replication.ScriptedHome;
import farkeep.box.replication.TestVault;
import farkeep.link.pairing.PairingCode;
import farkeep.link.protocol.ObjectAnswer;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The program `farkeep-box` as a process of its own: its commands, exit codes, signals.
@Timeout(120)
class BoxProgramTest {
  @TempDir Path directory;

  private BoxProcesses box;

  @BeforeEach
  void begin() {
    box = new BoxProcesses(directory);
  }

  @AfterEach
  void end() {
    box.close();
  }

  @Test
  void a_box_that_is_killed_keeps_what_it_acknowledged_and_check_finds_a_rotten_byte()
      throws Exception {
    try (TestHome home = new TestHome()) {
      InetSocketAddress address = box.startBox().address();
      BoxProcesses.Done pair = box.ask("pair");
      assertThat(pair.exitCode()).isZero();
      home.pair(address, PairingCode.typed(BoxProcesses.code(pair.out())));
      ScriptedHome session = home.connect(address, home.vault.writer);
      session.open(home.vault.id);
      byte[] chunk = home.vault.chunk(1 << 20);
      session.settle(session.put(chunk));
      box.process(0).destroyForcibly().waitFor();

      address = box.startBox().address();
      ScriptedHome again = home.connect(address, home.vault.writer);
      again.open(home.vault.id);
      ObjectAnswer answer = again.get(List.of(TestVault.id(chunk))).getFirst();
      assertThat(((ObjectAnswer.Found) answer).stored()).isEqualTo(chunk);
      assertThat(box.ask("status").out())
          .startsWith("Ready. No copy has come yet. It keeps 1 objects in ")
          .contains("1 homes are here");
      assertThat(box.ask("check").exitCode()).isEqualTo(3);

      Process running = box.process(2);
      running.destroy();
      assertThat(running.waitFor(30, TimeUnit.SECONDS)).isTrue();
      assertThat(running.exitValue()).isZero();
      assertThat(box.log(2)).contains("INFO box stopped").doesNotContain(directory.toString());
    }
    assertThat(box.ask("check").exitCode()).isZero();
    rot();
    BoxProcesses.Done check = box.ask("check");
    assertThat(check.exitCode()).isEqualTo(5);
    assertThat(check.out()).contains("does not match its id").contains("1 faults");
  }

  /// Flips a bit in the middle of the largest pack.
  private void rot() throws IOException {
    try (Stream<Path> all = Files.walk(box.data())) {
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
    InetSocketAddress address = box.startBox("--ready-file", ready.toString()).address();
    assertThat(box.ask("status").exitCode()).isZero();
    assertThat(Files.readString(ready).strip()).isEqualTo("127.0.0.1:" + address.getPort());
    BoxProcesses.Done second =
        box.run("run", "--data", box.data().toString(), "--listen", "127.0.0.1:0");
    assertThat(second.exitCode()).isEqualTo(3);
    assertThat(second.err()).contains("is in use: another Farkeep works on it");
  }

  @Test
  void wrong_settings_end_with_2_and_say_where_and_what_is_allowed() throws Exception {
    Path file = directory.resolve("box.conf");
    Files.writeString(file, "listen = 127.0.0.1:0\nlink.quic = tcp\n");
    BoxProcesses.Done done = box.run("run", "--config", file.toString());
    assertThat(done.exitCode()).isEqualTo(2);
    assertThat(done.err()).contains("box.conf:2: link.quic = tcp: allowed is auto, native or kwik");
    assertThat(box.run("fly").exitCode()).isEqualTo(2);
    assertThat(box.ask("status").exitCode()).isEqualTo(3);
    assertThat(box.run("--help").out()).contains("Exit codes:");
  }
}
