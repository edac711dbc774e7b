package farkeep.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A box that is full, damaged, started twice, or newer than its program.
class TroubledBoxTest {
  @TempDir Path directory;

  @Test
  void a_full_box_is_told_with_its_figures_and_goes_on_when_there_is_room() throws Exception {
    Path tree = Files.createDirectories(directory.resolve("photos"));
    Trees.random(tree.resolve("a.jpg"), 3 << 20, 1);
    try (Pair pair = Pair.make(directory.resolve("pair"))) {
      pair.home().must("add", tree.toString());
      pair.box().stop();
      pair.restartBox("--reserve-bytes", "900TiB");

      Programs.Ended full = pair.home().run("sync");

      assertThat(full.err()).contains("box is full: needs").contains("attach a larger disk");
      assertThat(full.exit()).as(full.err()).isEqualTo(6);
      pair.box().stop();
      pair.restartBox();
      pair.home().must("sync");
    }
  }

  @Test
  void a_disk_that_fills_up_in_mid_transfer_is_told_and_nothing_kept_is_lost() throws Exception {
    Assumptions.assumeTrue(Shell.isRoot(), "a small disk of its own takes root to mount");
    Path tree = Files.createDirectories(directory.resolve("photos"));
    for (int i = 0; i < 4; i++) Trees.random(tree.resolve(i + ".jpg"), 12 << 20, i);
    Path disk = Files.createDirectories(directory.resolve("disk"));
    Shell.run(directory, "mount -t tmpfs -o size=64m farkeep-test disk");
    try (Pair pair = Pair.make(Programs.built().asShipped(), disk)) {
      pair.home().must("add", tree.toString());

      Programs.Ended full = pair.home().run("sync");

      assertThat(full.err()).contains("box is full: needs").contains("attach a larger disk");
      assertThat(full.exit()).as(full.err()).isEqualTo(6);
      Shell.run(directory, "mount -o remount,size=200m disk");
      pair.home().must("sync");
      Path back = directory.resolve("back");
      pair.home().must("restore", "photos", "--to", back.toString());
      Trees.mustBeEqual(tree, back);
    } finally {
      Shell.run(directory, "umount --lazy disk");
    }
  }

  @Test
  void a_damaged_pack_is_told_and_nothing_wrong_is_written() throws Exception {
    Path tree = Files.createDirectories(directory.resolve("photos"));
    for (int i = 0; i < 8; i++) Trees.random(tree.resolve(i + ".jpg"), 1 << 20, i);
    try (Pair pair = Pair.make(directory.resolve("pair"))) {
      pair.home().must("add", tree.toString());
      pair.home().must("sync");
      pair.box().stop();
      flip(largest(pair.box().data().resolve("vaults")));
      pair.restartBox();

      Programs.Ended verify = pair.home().run("verify", "photos");
      Path back = directory.resolve("back");
      Programs.Ended restore = pair.home().run("restore", "photos", "--to", back.toString());

      assertThat(verify.exit()).as(verify.err()).isIn(7, 9);
      assertThat(verify.err()).contains(".jpg");
      assertThat(restore.exit()).as(restore.err()).isIn(7, 9);
      assertThat(mustAllBeAsKept(back, tree)).isBetween(1, 7);
      pair.box().stop();
      Programs.Ended check = boxCommand(pair.box().data(), "check");
      assertThat(check.exit()).as(check.out()).isEqualTo(5);
    }
  }

  /// @return how many there are
  private static int mustAllBeAsKept(Path back, Path tree) throws IOException {
    try (Stream<Path> files = Files.list(back)) {
      List<Path> all = files.toList();
      for (Path file : all) {
        assertThat(file).hasSameBinaryContentAs(tree.resolve(file.getFileName()));
      }
      return all.size();
    }
  }

  private static Path largest(Path below) throws IOException {
    try (Stream<Path> files = Files.walk(below)) {
      return files
          .filter(it -> it.toString().contains("/packs/") && Files.isRegularFile(it))
          .max(Comparator.comparingLong(it -> it.toFile().length()))
          .orElseThrow();
    }
  }

  private static void flip(Path file) throws IOException {
    try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
      long at = bytes.length() / 2;
      bytes.seek(at);
      int old = bytes.read();
      bytes.seek(at);
      bytes.write(old ^ 0x40);
    }
  }

  @Test
  void a_second_box_on_the_same_data_says_that_there_is_one() throws Exception {
    try (RunningBox box = RunningBox.start(Programs.built(), directory.resolve("box"), 0)) {
      Programs.Ended second = boxCommand(box.data(), "run", "--listen", "127.0.0.1:0");
      Programs.Ended check = boxCommand(box.data(), "check");

      assertThat(second.exit()).as(second.err()).isEqualTo(3);
      assertThat(second.err()).contains("another");
      assertThat(check.exit()).as(check.err()).isEqualTo(3);
    }
    Programs.Ended status = boxCommand(directory.resolve("box"), "status");
    assertThat(status.exit()).isEqualTo(3);
    assertThat(status.err()).contains("farkeep-box run --data");
  }

  @Test
  void data_of_a_newer_format_is_left_as_it_is() throws Exception {
    Path tree = Files.createDirectories(directory.resolve("letters"));
    Files.writeString(tree.resolve("a.txt"), "dear aunt");
    try (Pair pair = Pair.make(directory.resolve("pair"))) {
      pair.home().must("add", tree.toString());
      pair.home().must("sync");
      pair.box().stop();
      Path pack = largest(pair.box().data().resolve("vaults"));
      byte[] newer = NewerPack.make(pack);

      Programs.Ended start =
          boxCommand(
              pair.box().data(), "run", "--listen", "127.0.0.1:0", "--reserve-bytes", "1MiB");

      assertThat(start.exit()).as(start.err() + start.out()).isEqualTo(1);
      assertThat(start.err()).contains("version 9").contains("update");
      assertThat(pack).hasBinaryContent(newer);
    }
  }

  private static Programs.Ended boxCommand(Path data, String verb, String... more)
      throws Exception {
    List<String> arguments = new java.util.ArrayList<>(List.of(verb, "--data", data.toString()));
    arguments.addAll(List.of(more));
    Programs programs = Programs.built();
    return Programs.run(programs.box(), programs.environment(), arguments);
  }
}
