package farkeep.home.watch;

import static farkeep.home.Programs.shell;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import farkeep.home.scan.FolderRoot;
import farkeep.home.scan.TemporaryName;
import farkeep.home.scan.WalkFilter;
import farkeep.home.watch.FolderWatch.Batch;
import farkeep.home.watch.FolderWatch.Coverage;
import farkeep.objects.port.Clocks;
import farkeep.objects.system.SystemTasks;
import farkeep.vault.tree.ByteString;
import farkeep.vault.tree.TreePath;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class InotifyWatchTest {
  private static final Clocks CLOCKS =
      new Clocks() {
        @Override
        public Instant wall() {
          return Instant.now();
        }

        @Override
        public Duration running() {
          return Duration.ofNanos(System.nanoTime());
        }
      };

  @TempDir Path directory;
  private FolderRoot root;
  private int lasts;

  @BeforeEach
  void open() throws IOException {
    root = FolderRoot.open(directory.toString().getBytes(UTF_8));
  }

  @AfterEach
  void close() {
    root.close();
    shell(directory, "find . -mindepth 1 -delete");
  }

  private InotifyWatch watch(int watchesMax) throws IOException, InterruptedException {
    InotifyWatch watch =
        InotifyWatch.open(root, WalkFilter.ALL, watchesMax, CLOCKS, new SystemTasks());
    assertThat(watch.next().scanAll()).isEqualTo("watching began");
    return watch;
  }

  // what is dirty once a last change is seen
  private NavigableSet<TreePath> dirtyAfter(FolderWatch watch, String commands)
      throws InterruptedException {
    // several events tell of one touch: a name of its own, so that none of an earlier one counts
    String last = "last" + ++lasts;
    shell(directory, commands + "\ntouch " + last);
    NavigableSet<TreePath> dirty = new TreeSet<>();
    while (!dirty.contains(TreePath.ofText(last))) {
      Batch batch = watch.next();
      assertThat(batch.isScanAll()).isFalse();
      dirty.addAll(batch.paths());
      dirty.addAll(batch.trees());
    }
    return dirty;
  }

  private static TreePath path(String text) {
    return TreePath.ofText(text);
  }

  @Test
  void tells_what_was_written_made_renamed_and_removed() throws Exception {
    shell(directory, "mkdir -p d/e; echo 1 > d/a; echo 2 > d/e/b; touch gone mode");
    try (InotifyWatch watch = watch(1000)) {
      assertThat(watch.coverage()).isEqualTo(new Coverage(3, 0));
      assertThat(
              dirtyAfter(
                  watch, "echo 3 >> d/a; mv d/e/b d/e/c; rm gone; chmod 600 mode; ln d/a d/hard"))
          .contains(
              path("d/a"),
              path("d/e/b"),
              path("d/e/c"),
              path("d/e"),
              path("gone"),
              path("mode"),
              path("d/hard"),
              TreePath.ROOT);
    }
  }

  @Test
  void names_are_bytes_and_temporary_ones_are_passed_over() throws Exception {
    String temporary = new String(TemporaryName.of(new byte[] {'x'}), UTF_8);
    try (InotifyWatch watch = watch(1000)) {
      NavigableSet<TreePath> dirty =
          dirtyAfter(watch, "touch $'latin\\xe9' $'new\\nline' " + temporary);
      TreePath latin =
          TreePath.ROOT.child(ByteString.of(new byte[] {'l', 'a', 't', 'i', 'n', (byte) 0xe9}));
      assertThat(dirty).contains(latin, path("new\nline")).doesNotContain(path(temporary));
    }
  }

  @Test
  void directories_that_come_are_watched_and_those_that_move_keep_their_right_names()
      throws Exception {
    shell(directory, "mkdir -p old/deep");
    try (InotifyWatch watch = watch(1000)) {
      dirtyAfter(watch, "mkdir -p new/deep/er; mv old now");
      assertThat(watch.coverage().unwatched()).isZero();

      assertThat(dirtyAfter(watch, "touch new/deep/er/x now/deep/y"))
          .contains(path("new/deep/er/x"), path("now/deep/y"))
          .doesNotContain(path("old/deep/y"));
      dirtyAfter(watch, "rm -r new now");
      assertThat(watch.coverage()).isEqualTo(new Coverage(1, 0));
    }
  }

  @Test
  void when_watches_run_out_what_is_hot_is_watched_and_the_rest_is_said() throws Exception {
    shell(directory, "mkdir a b c d");
    try (InotifyWatch watch = watch(3)) {
      assertThat(watch.coverage()).isEqualTo(new Coverage(3, 2));
      assertThat(dirtyAfter(watch, "touch d/x a/x"))
          .contains(path("a/x"))
          .doesNotContain(path("d/x"));

      watch.heat(path("d"));

      // b has been quiet longest
      assertThat(dirtyAfter(watch, "touch a/y b/y d/y"))
          .contains(path("a/y"), path("d/y"))
          .doesNotContain(path("b/y"));
    }
  }

  @Test
  void the_folder_going_away_asks_for_a_scan() throws Exception {
    shell(directory, "mkdir -p inner/sub");
    FolderRoot inner = FolderRoot.open((directory + "/inner").getBytes(UTF_8));
    try (inner;
        InotifyWatch watch =
            InotifyWatch.open(inner, WalkFilter.ALL, 10, CLOCKS, new SystemTasks())) {
      assertThat(watch.next().isScanAll()).isTrue();
      shell(directory, "mv inner elsewhere");
      assertThat(watch.next().isScanAll()).isTrue();
    }
  }

  @Test
  void closing_ends_the_wait() throws Exception {
    InotifyWatch watch = watch(10);
    watch.close();
    assertThatThrownBy(watch::next).isInstanceOf(InterruptedException.class);
  }
}
