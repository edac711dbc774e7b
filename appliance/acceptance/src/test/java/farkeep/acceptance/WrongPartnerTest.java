package farkeep.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Codes, boxes and homes that are not the right ones.
class WrongPartnerTest {
  @TempDir Path directory;

  @Test
  void three_wrong_codes_burn_the_window_and_a_new_one_works() throws Exception {
    Programs programs = Programs.built();
    try (RunningBox box = RunningBox.start(programs, directory.resolve("box"), 0)) {
      Home home = home(programs);
      String address = "127.0.0.1:" + box.address().getPort();
      String code = box.pairingCode();
      for (int guess = 0; guess < 3; guess++) {
        Programs.Ended wrong = home.run("pair", address, "--code", other(code));
        assertThat(wrong.err()).contains("let the box show a new code");
        assertThat(wrong.exit()).isEqualTo(5);
      }

      Programs.Ended late = home.run("pair", address, "--code", code);
      assertThat(late.err()).contains("pairing window is closed");
      assertThat(late.exit()).as(late.err()).isEqualTo(5);

      home.must("pair", address, "--code", box.pairingCode());
    }
  }

  private Home home(Programs programs) throws Exception {
    Home home = new Home(programs, directory.resolve("home"));
    home.must("init", "--yes");
    return home;
  }

  private static String other(String code) {
    return (code.startsWith("1") ? "2" : "1") + code.substring(1);
  }

  @Test
  void an_address_where_nothing_listens_is_told() throws Exception {
    Home home = home(Programs.built());

    Programs.Ended ended = home.run("pair", "127.0.0.1:9", "--code", "1234-5678");

    assertThat(ended.err()).contains("127.0.0.1").contains("check that the other machine is on");
    assertThat(ended.exit()).as(ended.err()).isEqualTo(4);
  }

  @Test
  void another_box_in_the_place_of_the_right_one_gets_nothing() throws Exception {
    Path tree = Files.createDirectories(directory.resolve("letters"));
    Files.writeString(tree.resolve("a.txt"), "private");
    try (Pair pair = Pair.make(directory.resolve("pair"));
        RunningBox other = RunningBox.start(Programs.built(), directory.resolve("other"), 0)) {
      pair.home().must("add", tree.toString());
      pair.box().stop();
      pair.path().moveTo(other.address());

      Programs.Ended sync = pair.home().run("sync");

      assertThat(sync.err()).contains("answered with public key");
      assertThat(sync.exit()).as(sync.err()).isEqualTo(5);
    }
  }

  @Test
  void a_box_that_lost_the_vault_says_that_it_does_not_know_this_home() throws Exception {
    Path tree = Files.createDirectories(directory.resolve("letters"));
    Files.writeString(tree.resolve("a.txt"), "private");
    try (Pair pair = Pair.make(directory.resolve("pair"))) {
      pair.home().must("add", tree.toString());
      pair.box().stop();
      Programs.run(
              Path.of("/bin/rm"), Map.of(), List.of("-r", pair.box().data().resolve("vaults") + ""))
          .well();
      pair.restartBox();

      Programs.Ended sync = pair.home().run("sync");

      assertThat(sync.err()).contains("pair them again");
      assertThat(sync.exit()).as(sync.err()).isEqualTo(5);
    }
  }
}
