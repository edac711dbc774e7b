package farkeep.box;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import farkeep.box.replication.ScriptedHome;
import farkeep.box.replication.TestVault;
import farkeep.link.auth.AuthenticationException;
import farkeep.link.pairing.PairingCode;
import farkeep.link.protocol.ObjectAnswer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The panel of the program `farkeep-box`: its button as `farkeep-box press` plays it, a board's
/// lights in a directory like that of Linux, and what hangs on real pseudo-terminals.
@Timeout(120)
class PanelProgramTest {
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

  private String press(String... held) throws Exception {
    String[] command = held.length == 0 ? new String[] {"press"} : new String[] {"press", held[0]};
    BoxProcesses.Done done = box.ask(command);
    assertThat(done.exitCode()).as(done.err()).isZero();
    return done.out();
  }

  @Test
  void press_plays_the_button() throws Exception {
    box.startBox("--page", "off");
    assertThat(press()).contains("here I am", "open for 5 minutes");
    assertThat(BoxProcesses.code(press("3s"))).isNotEmpty();
    assertThat(press("10s")).contains("nothing is waiting to be confirmed");
    assertThat(press("15s")).contains("0 devices are let in no more", "all data is kept");
    BoxProcesses.Done fast = box.ask("press", "fast");
    assertThat(fast.exitCode()).isEqualTo(1);
    assertThat(fast.err()).contains("allowed is a time below 30 s");
    assertThat(box.log(0)).contains("panel was opened", "button=\"none is set up\"");
  }

  @Test
  void ten_seconds_agree_to_a_blank_disk_that_is_plugged_in() throws Exception {
    Path note = directory.resolve("blank-disk");
    Path word = directory.resolve("adopt-disk");
    String id = "5f".repeat(32);
    Files.writeString(
        note, "farkeep blank disk 1\nid " + id + "\nbytes 64023257088\nmodel Stick\n");
    box.startBox("--page", "off", "--blank-disk", note.toString(), "--adopt-disk", word.toString());
    assertThat(press("10s")).contains("the new disk is agreed to");
    assertThat(word).hasContent(id + "\n");
    assertThat(box.log(0)).contains("host agreed to a new disk");
  }

  @Test
  void forgotten_pairings_keep_everybody_out_until_they_pair_again_and_lose_nothing()
      throws Exception {
    try (TestHome home = new TestHome()) {
      BoxProcesses.Started first = box.startBox("--page", "off");
      home.pair(first.address(), PairingCode.typed(BoxProcesses.code(first.out().readLine())));
      ScriptedHome session = home.connect(first.address(), home.vault.writer);
      session.open(home.vault.id);
      byte[] chunk = home.vault.chunk(1 << 16);
      session.settle(session.put(chunk));

      assertThat(press("15s")).contains("2 devices are let in no more", "all data is kept");

      assertThatThrownBy(() -> session.settle(1)).isInstanceOf(IOException.class);
      refused(home, first.address());
      first.process().destroyForcibly().waitFor();
      BoxProcesses.Started second = box.startBox("--page", "off");
      refused(home, second.address());
      ScriptedHome sheet = home.connect(second.address(), home.vault.recovery);
      sheet.open(home.vault.id);

      home.pair(second.address(), PairingCode.typed(BoxProcesses.code(second.out().readLine())));

      ScriptedHome again = home.connect(second.address(), home.vault.writer);
      again.open(home.vault.id);
      ObjectAnswer answer = again.get(List.of(TestVault.id(chunk))).getFirst();
      assertThat(((ObjectAnswer.Found) answer).stored()).isEqualTo(chunk);
      assertThatThrownBy(() -> home.connect(second.address(), home.vault.owner))
          .isInstanceOf(AuthenticationException.class);
    }
  }

  private static void refused(TestHome home, InetSocketAddress box) {
    assertThatThrownBy(() -> home.connect(box, home.vault.writer))
        .isInstanceOf(AuthenticationException.class)
        .hasMessageContaining("refused this home; pair them again");
  }

  @Test
  void a_home_is_paired_by_the_code_on_the_serial_display_and_the_console_tells_how_it_is()
      throws Exception {
    try (TestHome home = new TestHome();
        SerialCable display = new SerialCable(directory, "display");
        SerialCable console = new SerialCable(directory, "console")) {
      InetSocketAddress address =
          box.startBox(
                  "--page",
                  "off",
                  "--display",
                  display.ours() + ",vt100,20x4",
                  "--console",
                  console.ours())
              .address();
      String code = display.read(Pattern.compile("([0-9]{4} [0-9]{4})"));
      home.pair(address, PairingCode.typed(code));
      console.read(Pattern.compile("(Farkeep box)"));
      console.type("1\r");
      console.read(Pattern.compile("(It keeps 0 objects)"));
      console.type("2\r");
      console.read(Pattern.compile("pairing code ([0-9]{4}-[0-9]{4})"));
      assertThat(press("10s")).contains("nothing is waiting");
      display.read(Pattern.compile("(Nothing is waiting)"));
      console.type("6\rFORGET\r");
      console.read(Pattern.compile("(2 devices are let in no more)"));
      display.read(Pattern.compile("(Pairings are)"));
      console.type("5\ryes\r");
      assertThat(box.process(0).waitFor()).isZero();
      display.read(Pattern.compile("(has ended)"));
    }
  }

  @Test
  void a_box_on_its_battery_says_so_and_ends_in_order_before_that_is_empty() throws Exception {
    FakeLeds leds = new FakeLeds(directory.resolve("leds"));
    try (SerialCable cable = new SerialCable(directory, "ups")) {
      PlayedUps ups = new PlayedUps(cable);
      Path switchedOff = directory.resolve("switched-off");
      BoxProcesses.Started running =
          box.startBox(
              "--page",
              "127.0.0.1:0",
              "--ups",
              cable.ours(),
              "--lights",
              leds.path(),
              "--shutdown",
              "/usr/bin/touch " + switchedOff);
      String page = running.out().readLine().substring("page on ".length());
      leds.awaitLit("ACT");
      assertThat(leds.trigger("PWR")).isEqualTo("none");

      ups.answers(PlayedUps.BATTERY);
      awaitOn(page + "health.json", "\"on-battery\"");
      leds.awaitLit("PWR");
      assertThat(box.ask("status").out()).contains("The mains is gone");
      assertThat(get(page)).contains("The mains went out");

      ups.answers(PlayedUps.LOW);
      assertThat(running.process().waitFor()).isZero();
      assertThat(switchedOff).exists();
      assertThat(box.log(running.number()))
          .contains("serial line was opened", "battery is nearly empty", "INFO box stopped");
      assertThat(leds.trigger("ACT")).isEqualTo("mmc0");
    }
    assertThat(box.ask("check").exitCode()).isZero();
  }

  private static String get(String address) throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client
          .send(
              HttpRequest.newBuilder(URI.create(address)).build(),
              HttpResponse.BodyHandlers.ofString())
          .body();
    }
  }

  @Test
  void a_cable_that_is_pulled_is_told_on_the_page_and_the_box_goes_on() throws Exception {
    String page;
    try (SerialCable cable = new SerialCable(directory, "ups")) {
      new PlayedUps(cable);
      BoxProcesses.Started running =
          box.startBox("--page", "127.0.0.1:0", "--ups", cable.ours(), "--lights", "off");
      page = running.out().readLine().substring("page on ".length());
      awaitOn(page, "The mains is back");
    }
    awaitOn(page, "is out, or nothing answers there");
    assertThat(box.ask("status").exitCode()).isZero();
  }

  /// Asks the box in between, which takes its time; bounded by the timeout of the test.
  private void awaitOn(String page, String words) throws Exception {
    while (!get(page).contains(words)) assertThat(box.ask("status").exitCode()).isZero();
  }
}
