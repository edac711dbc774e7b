package farkeep.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import farkeep.home.engine.SyncResult;
import farkeep.home.state.FolderRecord.Counts;
import farkeep.objects.FolderTag;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a folder is said to hold, against what is there.
class FileCountTest {
  @TempDir Path temporary;

  private static void mustBeCounted(Path source, SyncResult result) throws IOException {
    long files = 0;
    long paths = 0;
    long bytes = 0;
    try (Stream<Path> all = Files.walk(source)) {
      for (Path path : (Iterable<Path>) all::iterator) {
        if (!path.equals(source)) paths++;
        if (!Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) continue;
        files++;
        bytes += Files.size(path);
      }
    }
    Counts counts = result.folder().counts();
    assertThat(counts.files()).isEqualTo(files);
    assertThat(counts.paths()).isBetween(paths, paths + 1); // the folder itself may count
    assertThat(counts.bytes()).isEqualTo(bytes);
  }

  @Test
  void files_are_files_through_changes_of_any_sort_and_after_a_lost_state() throws Exception {
    Path source = temporary.resolve("source");
    SampleTree tree = new SampleTree(source, 9).make(1 << 20);
    Path state = temporary.resolve("state");
    try (BoxInProcess box = new BoxInProcess(temporary.resolve("box"))) {
      FolderTag folder;
      try (HomeInProcess home = new HomeInProcess(state, box)) {
        folder = home.add("photos", source);
        mustBeCounted(source, home.sync(folder));

        Files.delete(source.resolve("documents/1.doc"));
        tree.write("documents/4.doc", 77);
        tree.write("new", 5);
        Files.delete(source.resolve("zero"));
        Files.createDirectory(source.resolve("zero"));
        Files.delete(source.resolve("empty"));
        tree.write("empty", 3);
        Files.delete(source.resolve("link"));
        tree.write("link", 9);
        mustBeCounted(source, home.sync(folder));

        Files.delete(source.resolve("new"));
        mustBeCounted(source, home.sync(folder));
      }
      Files.delete(state.resolve("state.mv"));
      try (HomeInProcess home = new HomeInProcess(state, box)) {
        mustBeCounted(source, home.sync(folder));
      }
    }
  }
}
