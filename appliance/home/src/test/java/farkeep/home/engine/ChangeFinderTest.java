package farkeep.home.engine;

import static farkeep.home.Programs.shell;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import farkeep.home.scan.Finding;
import farkeep.home.scan.FolderRoot;
import farkeep.home.state.SeenFiles;
import farkeep.home.state.StateIndex;
import farkeep.objects.Bytes32;
import farkeep.objects.FolderTag;
import farkeep.objects.PeerId;
import farkeep.objects.system.SystemClocks;
import farkeep.vault.tree.TreePath;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChangeFinderTest {
  @TempDir Path directory;
  private Path folder;
  private StateIndex index;
  private SeenFiles seen;

  @BeforeEach
  void make() throws Exception {
    folder = Files.createDirectory(directory.resolve("folder"));
    shell(folder, "mkdir d; printf one > d/a; printf two > d/b; printf three > c");
    index = StateIndex.open(directory.resolve("state.mv"), new SystemClocks());
    seen = index.seen(new PeerId(new Bytes32(1, 2, 3, 4)), new FolderTag(1, 2));
  }

  @AfterEach
  void close() {
    index.close();
  }

  /// Looks, and remembers what was found.
  private List<String> look(List<Scope> scopes) throws Exception {
    List<String> found = new ArrayList<>();
    ChangeFinder.Found take =
        new ChangeFinder.Found() {
          @Override
          public void changed(Finding.Seen now) {
            found.add(now.path().toString());
            index.change(() -> seen.put(now.path().key(), now.stat().stamp()));
          }

          @Override
          public void gone(TreePath path) {
            found.add("gone " + path);
            index.change(() -> seen.remove(path.key()));
          }

          @Override
          public void problem(TreePath path, String reason) {
            found.add(path + ": " + reason);
          }
        };
    try (FolderRoot root = FolderRoot.open(folder.toString().getBytes(UTF_8))) {
      new ChangeFinder(root, seen, take).run(scopes);
    }
    return found;
  }

  @Test
  void what_was_seen_and_stayed_is_not_found_again() throws Exception {
    assertThat(look(Scope.ALL)).containsExactly("", "c", "d", "d/a", "d/b");
    assertThat(look(Scope.ALL)).isEmpty();
  }

  @Test
  void content_of_the_same_length_is_found_by_its_time() throws Exception {
    look(Scope.ALL);
    shell(folder, "sleep 0.02; printf eno > d/a");
    assertThat(look(Scope.ALL)).containsExactly("d/a");
  }

  @Test
  void a_time_that_was_put_back_is_found_all_the_same() throws Exception {
    look(Scope.ALL);
    shell(folder, "sleep 0.02; touch -r d/a keep; printf eno > d/a; touch -r keep d/a; rm keep");
    assertThat(look(Scope.ALL)).contains("d/a").doesNotContain("d/b", "c");
  }

  @Test
  void what_came_and_what_went_is_found() throws Exception {
    look(Scope.ALL);
    shell(folder, "sleep 0.02; rm -r d; printf new > e");
    assertThat(look(Scope.ALL)).containsExactly("", "gone d", "gone d/a", "gone d/b", "e");
    assertThat(look(Scope.ALL)).isEmpty();
  }

  @Test
  void only_the_scope_is_looked_at() throws Exception {
    look(Scope.ALL);
    shell(folder, "sleep 0.02; printf eno > d/a; printf eerht > c");
    assertThat(look(List.of(new Scope(TreePath.ofText("d"), true)))).containsExactly("d/a");
    assertThat(look(List.of(new Scope(TreePath.ofText("c"), false)))).containsExactly("c");
  }
}
