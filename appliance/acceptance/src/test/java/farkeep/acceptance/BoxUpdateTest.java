package farkeep.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// An update of the box's machine, on its way from the owner to where the machine's installer
/// fetches it, with the real programs.
class BoxUpdateTest {
  private static final long BYTES = 24L << 20;

  @TempDir Path directory;

  private Path bundle(int seed) throws IOException {
    Path file = directory.resolve("farkeep-box-" + seed + ".raucb");
    Trees.random(file, BYTES, seed);
    return file;
  }

  private static Path arrived(Pair pair) {
    return pair.box().data().resolve("update/bundle.raucb");
  }

  @Test
  void an_update_goes_on_where_it_was_when_either_side_was_killed() throws Exception {
    try (Pair pair = Pair.make(directory.resolve("pair"), "--updates", "on")) {
      String id = pair.boxId();
      Path first = bundle(1);
      RunningBox box = pair.box();
      long before = pair.path().towardsListenerBytes();
      pair.path().at(before + BYTES / 2, box::kill);
      Process update = pair.home().start("boxes", "update", id, first.toString());
      box.onExit().get();
      pair.restartBox("--updates", "on");
      assertThat(update.waitFor()).as(Files.readString(pair.home().log())).isZero();
      assertThat(Files.mismatch(first, arrived(pair))).isEqualTo(-1);

      Path second = bundle(2);
      before = pair.path().towardsListenerBytes();
      Process killed = pair.home().start("boxes", "update", id, second.toString());
      pair.path().at(before + BYTES / 2, killed::destroyForcibly);
      assertThat(killed.waitFor()).isEqualTo(128 + 9);
      long begun = pair.path().towardsListenerBytes();
      Programs.Ended done = pair.home().must("boxes", "update", id, second.toString());
      assertThat(done.err() + done.out()).contains("has the update (" + BYTES + " B)");
      assertThat(pair.path().towardsListenerBytes() - begun).isLessThan(BYTES * 3 / 4);
      assertThat(Files.mismatch(second, arrived(pair))).isEqualTo(-1);
      assertThat(pair.box().log()).contains("update arrived");
    }
  }

  @Test
  void what_no_installer_fetches_or_is_no_update_is_not_sent() throws Exception {
    try (Pair pair = Pair.make(directory.resolve("pair"))) {
      String id = pair.boxId();
      Programs.Ended refused = pair.home().run("boxes", "update", id, bundle(1).toString());
      assertThat(refused.exit()).isNotZero();
      assertThat(refused.err()).contains("takes no updates over the link");
      assertThat(arrived(pair)).doesNotExist();

      Path empty = Files.createFile(directory.resolve("empty.raucb"));
      Programs.Ended none = pair.home().run("boxes", "update", id, empty.toString());
      assertThat(none.exit()).isEqualTo(2);
      assertThat(none.err()).contains("has 0 B");
      Programs.Ended gone = pair.home().run("boxes", "update", id, empty + ".gone");
      assertThat(gone.exit()).isEqualTo(3);
      assertThat(gone.err()).contains("not a file that can be read");
      assertThat(pair.home().run("boxes", "update", id).exit()).isEqualTo(2);
      assertThat(pair.home().run("boxes", "update", "Opa", empty.toString()).exit()).isEqualTo(3);
    }
  }
}
