package farkeep.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What a status says while something is still to be sent, and when it is not.
@Timeout(180)
class PendingTest {
  @TempDir Path directory;

  private static void awaitStatus(Home home, String like) throws Exception {
    String last = "";
    while (!last.matches("(?s).*" + like + ".*")) last = home.must("--json", "status").out();
  }

  @Test
  void a_status_counts_what_is_left_while_the_box_is_away_and_says_when_all_was_kept()
      throws Exception {
    Path tree = directory.resolve("family");
    Trees.mixed(tree, 20, 2 << 20, 41);
    try (Pair pair = Pair.make(directory.resolve("pair"))) {
      Home home = pair.home();
      pair.box().stop();
      Process daemon = home.startDaemon();
      try {
        home.must("add", tree.toString());
        // 20 notes and the large file
        awaitStatus(home, "\"complete\":null,\"pending\":\\{\"files\":21,\"bytes\":2[0-9]{6},");
        assertThat(home.must("boxes").out()).contains("21 files, 2.").contains("left");
        pair.restartBox();
        awaitStatus(home, "\"complete\":\"2[^\"]*Z\",\"pending\":null");
        assertThat(home.must("status").out()).contains("21 files of");
      } finally {
        daemon.destroyForcibly().waitFor();
      }
    }
  }
}
