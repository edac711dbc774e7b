package farkeep.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A box that gets another address: its owner says where it is now, and from then on the vault log
/// knows it for everybody.
class BoxMovesTest {
  @TempDir Path directory;

  @Test
  void a_box_that_moved_is_found_where_its_owner_says_and_then_by_the_vault_log() throws Exception {
    Programs programs = Programs.built();
    Home home = new Home(programs, directory.resolve("home"));
    Path tree = Files.createDirectories(directory.resolve("letters"));
    Files.writeString(tree.resolve("a.txt"), "a");
    home.must("init", "--yes", "--sheet", directory.resolve("sheet.html").toString());
    RunningBox box = RunningBox.start(programs, directory.resolve("box"), 0);
    String before = "127.0.0.1:" + box.address().getPort();
    home.must("pair", before, "--code", box.pairingCode(), "--name", "Oma");
    home.must("add", tree.toString());
    home.must("sync");
    box.stop();

    try (RunningBox moved = RunningBox.start(programs, box.data(), 0)) {
      String now = "127.0.0.1:" + moved.address().getPort();
      assertThat(home.run("sync").exit()).isEqualTo(4);
      assertThat(home.run("boxes", "address", "Opa", now).exit()).isEqualTo(3);
      assertThat(home.run("boxes", "address", "Oma", "nowhere").exit()).isEqualTo(2);
      assertThat(home.must("boxes", "address", "Oma", now).err()).contains(now);
      Files.writeString(tree.resolve("b.txt"), "b");
      home.must("sync");
      assertThat(home.must("boxes").out()).contains("Oma").contains(now).contains("#2");

      // what the owner typed is lost: the box has told its address meanwhile
      Files.delete(home.state().resolve("box-addresses"));
      home.must("sync");
      assertThat(home.must("boxes").out()).contains(now).doesNotContain(before);
    }
  }
}
