package farkeep.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// One home and two boxes: each keeps everything, at its own pace, and each gives it back.
@Timeout(180)
class TwoBoxesTest {
  @TempDir Path directory;

  private Programs programs;
  private Home home;
  private RunningBox garden;
  private RunningBox attic;
  private Path tree;

  @BeforeEach
  void pair() throws Exception {
    programs = Programs.built();
    home = new Home(programs, directory.resolve("home"));
    garden = RunningBox.start(programs, directory.resolve("garden"), 0);
    attic = RunningBox.start(programs, directory.resolve("attic"), 0);
    home.must("init", "--yes", "--sheet", directory.resolve("sheet.html").toString());
    pair(garden, "garden");
    pair(attic, "attic");
    tree = directory.resolve("family");
    Trees.mixed(tree, 60, 3 << 20, 31);
    home.must("add", tree.toString());
  }

  private void pair(RunningBox box, String name) throws Exception {
    String address = "127.0.0.1:" + box.address().getPort();
    home.must("pair", address, "--code", box.pairingCode(), "--name", name);
  }

  @AfterEach
  void end() {
    garden.close();
    attic.close();
  }

  private void mustComeBack(String to) throws Exception {
    Path back = directory.resolve(to);
    home.must("restore", "family", "--to", back.toString());
    Trees.mustBeEqual(tree, back);
  }

  private String onBoth(int sequence) {
    return "garden .*\\n +family +#%d, .*\\nattic .*\\n +family +#%d, .*\\n"
        .formatted(sequence, sequence);
  }

  private String boxes() throws Exception {
    // by id, which is chance
    String listed = home.must("boxes").out();
    int second = listed.indexOf("\n", listed.indexOf("\n") + 1) + 1;
    return listed.startsWith("garden")
        ? listed
        : listed.substring(second) + listed.substring(0, second);
  }

  @Test
  void both_keep_everything_one_goes_on_without_the_other_which_catches_up() throws Exception {
    assertThat(home.must("sync").err()).contains("on 2 of 2 boxes");
    assertThat(boxes()).matches(onBoth(1));

    attic.kill();
    Files.writeString(tree.resolve("later.txt"), "while the attic has no power");
    Programs.Ended without = home.run("sync");
    assertThat(without.exit()).as(without.err()).isEqualTo(7);
    assertThat(without.err()).contains("on 1 of 2 boxes").contains("problem: box");
    mustComeBack("from-garden");

    attic = attic.again();
    assertThat(home.must("sync").err()).contains("on 2 of 2 boxes");
    assertThat(boxes()).matches(onBoth(2));

    garden.kill();
    mustComeBack("from-attic");
    assertThat(home.must("history", "family").out().lines()).hasSize(2);
  }

  @Test
  void the_daemon_feeds_the_box_that_is_there_and_later_the_other_one() throws Exception {
    attic.kill();
    Process daemon = home.startDaemon();
    try {
      awaitPosition(garden, 1);
      awaitStatus("1 of 2 boxes are not reached");
      attic = attic.again();
      awaitPosition(attic, 1);
      Files.writeString(tree.resolve("later.txt"), "for both");
      awaitPosition(garden, 2);
      awaitPosition(attic, 2);
      assertThat(boxes()).matches(onBoth(2));
    } finally {
      daemon.destroyForcibly().waitFor();
    }
    garden.kill();
    mustComeBack("from-attic");
  }

  private void awaitStatus(String sentence) throws Exception {
    while (!home.must("status").out().contains(sentence)) Thread.onSpinWait();
  }

  private void awaitPosition(RunningBox box, int sequence) throws Exception {
    String name = box == garden ? "garden" : "attic";
    String wanted = "(?s).*%s [^\\n]*\\n +family +#%d,.*".formatted(name, sequence);
    while (!home.must("boxes").out().matches(wanted)) {
      assertThat(box.onExit()).as(box.log()).isNotDone();
      Thread.onSpinWait();
    }
  }
}
