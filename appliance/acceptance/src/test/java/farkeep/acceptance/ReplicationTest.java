package farkeep.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A real directory, to a real box and back.
class ReplicationTest {
  @TempDir Path directory;

  @Test
  void what_was_replicated_comes_back_byte_for_byte() throws Exception {
    Path tree = directory.resolve("family");
    Trees.mixed(tree, 300, 20 << 20, 7);
    try (Pair pair = Pair.make(directory.resolve("pair"))) {
      pair.home().must("add", tree.toString());
      pair.home().must("sync");
      assertThat(pair.home().must("--json", "sync").out()).contains("\"sentBytes\":0");

      pair.home().must("restore", "family", "--to", directory.resolve("back").toString());
      Trees.mustBeEqual(tree, directory.resolve("back"));
    }
  }

  @Test
  void every_version_can_be_restored() throws Exception {
    Path tree = Files.createDirectories(directory.resolve("letters"));
    try (Pair pair = Pair.make(directory.resolve("pair"))) {
      pair.home().must("add", tree.toString());
      for (String text : new String[] {"first", "second", "third"}) {
        Files.writeString(tree.resolve("letter.txt"), text);
        pair.home().must("sync");
      }
      assertThat(pair.home().must("cat", "letters:letter.txt", "--at", "#1").out())
          .isEqualTo("first");
      assertThat(pair.home().must("cat", "letters:letter.txt").out()).isEqualTo("third");
      assertThat(pair.home().must("history", "letters:letter.txt").out().lines()).hasSize(3);
    }
  }

  @Test
  void a_renamed_and_a_copied_directory_cost_no_content() throws Exception {
    Path tree = Files.createDirectories(directory.resolve("photos"));
    Files.createDirectories(tree.resolve("album"));
    Trees.random(tree.resolve("album/a.jpg"), 8 << 20, 3);
    try (Pair pair = Pair.make(directory.resolve("pair"))) {
      pair.home().must("add", tree.toString());
      pair.home().must("sync");
      long before = pair.path().towardsListenerBytes();
      Files.move(tree.resolve("album"), tree.resolve("renamed"));
      pair.home().must("sync");
      assertThat(pair.path().towardsListenerBytes() - before).isLessThan(200_000);
    }
  }
}
