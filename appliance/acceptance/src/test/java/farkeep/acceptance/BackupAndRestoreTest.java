package farkeep.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import farkeep.home.engine.Progress;
import farkeep.home.engine.SyncResult;
import farkeep.objects.FolderTag;
import farkeep.vault.tree.TreePath;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackupAndRestoreTest {
  @TempDir Path temporary;

  @Test
  void what_was_kept_comes_back_as_it_was() throws Exception {
    Path source = temporary.resolve("source");
    new SampleTree(source, 1).make(5 << 20);
    try (BoxInProcess box = new BoxInProcess(temporary.resolve("box"));
        HomeInProcess home = new HomeInProcess(temporary.resolve("state"), box)) {
      FolderTag folder = home.add("photos", source);

      SyncResult result = home.sync(folder);
      long problems = home.restore(folder, temporary.resolve("target"));

      assertThat(result.problems()).isZero();
      assertThat(problems).isZero();
      assertThat(SampleTree.describe(temporary.resolve("target")))
          .isEqualTo(SampleTree.describe(source));
    }
  }

  @Test
  void nothing_is_sent_when_nothing_changed_or_only_names_did() throws Exception {
    Path source = temporary.resolve("source");
    new SampleTree(source, 2).make(3 << 20);
    try (BoxInProcess box = new BoxInProcess(temporary.resolve("box"));
        HomeInProcess home = new HomeInProcess(temporary.resolve("state"), box)) {
      FolderTag folder = home.add("photos", source);
      home.sync(folder);

      SyncResult idle = home.sync(folder);
      Files.move(source.resolve("big.bin"), source.resolve("renamed.bin"));
      SyncResult renamed = home.sync(folder);

      assertThat(idle.done().sentBytes()).isZero();
      assertThat(idle.done().files()).isZero();
      assertThat(idle.folder().newest().orElseThrow().sequence()).isEqualTo(1);
      assertThat(renamed.folder().newest().orElseThrow().sequence()).isEqualTo(2);
      assertThat(renamed.done().sentBytes()).isBetween(1L, 40_000L);
    }
  }

  @Test
  void a_known_change_is_kept_without_looking_at_anything_else() throws Exception {
    Path source = temporary.resolve("source");
    SampleTree tree = new SampleTree(source, 3).make(1 << 20);
    try (BoxInProcess box = new BoxInProcess(temporary.resolve("box"));
        HomeInProcess home = new HomeInProcess(temporary.resolve("state"), box)) {
      FolderTag folder = home.add("photos", source);
      home.sync(folder);

      tree.write("documents/new.doc", 64 << 10);
      SyncResult result = home.sync(folder, TreePath.ofText("documents/new.doc"));

      assertThat(result.done().lookedAt()).isEqualTo(2);
      assertThat(home.told).last().isInstanceOf(Progress.Working.class);
      home.restore(folder, temporary.resolve("target"));
      assertThat(SampleTree.describe(temporary.resolve("target")))
          .isEqualTo(SampleTree.describe(source));
    }
  }

  @Test
  void a_home_that_lost_its_state_sends_nothing_again() throws Exception {
    Path source = temporary.resolve("source");
    new SampleTree(source, 4).make(3 << 20);
    Path state = temporary.resolve("state");
    try (BoxInProcess box = new BoxInProcess(temporary.resolve("box"))) {
      FolderTag folder;
      try (HomeInProcess home = new HomeInProcess(state, box)) {
        folder = home.add("photos", source);
        home.sync(folder);
      }
      Files.write(state.resolve("state.mv"), new byte[5_000]);
      try (HomeInProcess home = new HomeInProcess(state, box)) {
        assertThat(home.node().begunAnew()).isTrue();

        SyncResult result = home.sync(folder);

        assertThat(result.done().sentBytes()).isZero();
        assertThat(result.folder().newest().orElseThrow().sequence()).isEqualTo(1);
      }
    }
  }
}
