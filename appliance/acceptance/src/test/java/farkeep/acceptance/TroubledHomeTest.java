package farkeep.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A home whose state is damaged, in use, or newer than its program.
class TroubledHomeTest {
  @TempDir static Path directory;
  private static Pair pair;
  private static Path tree;

  @BeforeAll
  static void keepATree() throws Exception {
    tree = directory.resolve("family");
    Trees.mixed(tree, 60, 3 << 20, 4);
    pair = Pair.make(directory.resolve("pair"));
    pair.home().must("add", tree.toString());
    pair.home().must("sync");
  }

  @AfterAll
  static void end() throws Exception {
    pair.close();
  }

  @Test
  void a_damaged_state_is_rebuilt_from_the_box_and_nothing_is_sent_again() throws Exception {
    byte[] garbage = new byte[70_000];
    new Random(3).nextBytes(garbage);
    Files.write(pair.home().state().resolve("state.mv"), garbage);
    Files.write(pair.home().state().resolve("nodes.mv"), garbage);

    Programs.Ended sync = pair.home().must("--json", "sync");

    assertThat(sync.out()).contains("\"sentBytes\":0");
    Path back = directory.resolve("back");
    pair.home().must("restore", "family", "--to", back.toString());
    Trees.mustBeEqual(tree, back);
  }

  @Test
  void a_second_daemon_says_that_there_is_one() throws Exception {
    Process daemon = pair.home().startDaemon();
    try {
      Programs.Ended second = pair.home().run("run");

      assertThat(second.exit()).as(second.err()).isEqualTo(8);
      assertThat(second.err()).contains(pair.home().state().toString());
      pair.home().must("stop");
      assertThat(daemon.waitFor()).isZero();
    } finally {
      daemon.destroyForcibly();
    }
  }

  @Test
  void a_state_of_a_newer_format_is_left_as_it_is() throws Exception {
    Path key = pair.home().state().resolve("device.key");
    byte[] before = Files.readAllBytes(key);
    byte[] newer = before.clone();
    newer[3] = 9;
    Files.write(key, newer);
    try {
      Programs.Ended ended = pair.home().run("folders");

      assertThat(ended.exit()).as(ended.err()).isNotZero();
      assertThat(ended.err()).contains("version 9").contains("update");
      assertThat(key).hasBinaryContent(newer);
    } finally {
      Files.write(key, before);
    }
  }
}
