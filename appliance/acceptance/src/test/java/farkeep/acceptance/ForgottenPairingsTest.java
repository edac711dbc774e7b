package farkeep.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Somebody at the box holds its button for 15 seconds.
class ForgottenPairingsTest {
  @TempDir Path directory;

  @Test
  void a_home_that_was_forgotten_is_told_so_and_goes_on_where_it_was_once_it_is_paired_again()
      throws Exception {
    Path tree = directory.resolve("family");
    Trees.mixed(tree, 50, 4 << 20, 7);
    try (Pair pair = Pair.make(directory.resolve("pair"))) {
      pair.home().must("add", tree.toString());
      pair.home().must("sync");

      Programs.Ended press =
          Programs.run(
                  pair.box().programs().box(),
                  pair.box().programs().environment(),
                  List.of("press", "15s", "--data", pair.box().data().toString()))
              .well();
      assertThat(press.out()).contains("1 devices are let in no more", "all data is kept");

      Programs.Ended sync = pair.home().run("sync");
      assertThat(sync.err()).contains("refused this home; pair them again");
      assertThat(sync.exit()).as(sync.err()).isEqualTo(5);

      String address = "127.0.0.1:" + pair.path().address().getPort();
      pair.home().must("pair", address, "--code", pair.box().pairingCode());
      assertThat(pair.home().must("--json", "sync").out()).contains("\"sentBytes\":0");
      Files.writeString(tree.resolve("new.txt"), "written since");
      pair.home().must("sync");
      pair.home().must("restore", "family", "--to", directory.resolve("back").toString());
      Trees.mustBeEqual(tree, directory.resolve("back"));
    }
  }
}
