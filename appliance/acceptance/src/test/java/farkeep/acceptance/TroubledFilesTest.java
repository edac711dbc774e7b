package farkeep.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Files that can't be read, move while they are read, or have names that are no text.
class TroubledFilesTest {
  /// Between two disturbances: some hundred a second, so that the disk is not what is tested.
  private static final long PAUSE_NANOS = 2_000_000;

  @TempDir static Path directory;
  private static Pair pair;

  @BeforeAll
  static void begin() throws Exception {
    pair = Pair.make(directory.resolve("pair"));
  }

  @AfterAll
  static void end() throws Exception {
    pair.close();
  }

  private static Path tree(String name) throws IOException {
    return Files.createDirectories(directory.resolve(name));
  }

  private static Path restored(String folder) throws Exception {
    Path back = directory.resolve(folder + "-back");
    pair.home().must("restore", folder, "--to", back.toString());
    return back;
  }

  @Test
  void a_name_that_is_no_utf8_comes_back_byte_for_byte() throws Exception {
    Path tree = tree("names");
    String names = "$'caf\\xe9.txt' $'line\\nbreak' $'back\\\\slash' $'\\xff\\xfe' ' '";
    Shell.run(tree, "for n in %s; do printf %%s \"in $n\" > \"$n\"; done".formatted(names));

    pair.home().must("add", tree.toString());
    pair.home().must("sync", "names");

    assertThat(pair.home().must("ls", "names").out()).contains("caf\\xe9.txt");
    assertThat(pair.home().must("cat", "names:caf\\xe9.txt").out()).startsWith("in caf");
    Trees.mustBeEqual(tree, restored("names"));
    Shell.run(
        directory.resolve("names-back"),
        "for n in %s; do cmp \"$n\" \"../names/$n\"; done".formatted(names));
  }

  @Test
  void a_file_that_may_not_be_read_is_told_and_all_others_are_kept() throws Exception {
    Path program = pair.home().programs().home();
    Assumptions.assumeTrue(
        !Shell.isRoot() || Shell.reachableForNobody(program),
        "root may read everything, and nobody else may start the programs here");
    Path tree = tree("private");
    Files.writeString(tree.resolve("open.txt"), "open");
    Path closed = Files.writeString(tree.resolve("closed.txt"), "closed");
    pair.home().must("add", tree.toString());
    Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("---------"));

    Programs.Ended sync = asNobody("sync", "private");

    assertThat(sync.err()).contains("closed.txt").doesNotContain("open.txt");
    assertThat(sync.err()).contains("let the user who runs farkeep read them");
    assertThat(sync.exit()).as(sync.err()).isEqualTo(7);
    assertThat(restored("private").toFile().list()).containsExactly("open.txt");
    Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("rw-------"));
    pair.home().must("sync", "private");
    assertThat(pair.home().must("cat", "private:closed.txt").out()).isEqualTo("closed");
  }

  /// The same home, for once in a process that is not almighty.
  private static Programs.Ended asNobody(String... arguments) throws Exception {
    List<String> all = new ArrayList<>(List.of("--state", pair.home().state().toString()));
    all.addAll(List.of(arguments));
    give(Shell.NOBODY);
    try {
      return Shell.asNobody(
          pair.home().programs().home(), pair.home().programs().environment(), all);
    } finally {
      give(0);
    }
  }

  private static void give(int owner) throws Exception {
    if (!Shell.isRoot()) return;
    Shell.run(directory, "chmod a+rx . pair; chown -R %1$d:%1$d pair/home".formatted(owner));
  }

  @Test
  void a_pass_ends_though_a_file_grows_for_ever_and_others_come_and_go() throws Exception {
    Path tree = tree("restless");
    Trees.mixed(tree, 100, 8 << 20, 5);
    pair.home().must("add", tree.toString());
    AtomicBoolean over = new AtomicBoolean();
    Thread growing = Thread.ofPlatform().start(() -> disturb(tree, over));
    Programs.Ended sync;
    try {
      sync = pair.home().run("sync", "restless");
    } finally {
      over.set(true);
      growing.join();
    }

    assertThat(sync.exit()).as(sync.err()).isIn(0, 7);
    Path back = restored("restless");
    Files.deleteIfExists(back.resolve("growing.log"));
    Files.deleteIfExists(tree.resolve("growing.log"));
    Shell.run(tree, "rm -rf comes-* '%s'/comes-*".formatted(back));
    Trees.mustBeEqual(tree, back);
  }

  /// Each round writes one line to the log, makes a file and removes the one before.
  private static void disturb(Path tree, AtomicBoolean over) {
    byte[] line = new byte[64 << 10];
    new Random(9).nextBytes(line);
    try {
      for (int i = 0; !over.get(); i++) {
        Files.write(
            tree.resolve("growing.log"),
            line,
            StandardOpenOption.CREATE,
            StandardOpenOption.APPEND);
        Files.write(tree.resolve("comes-" + i), line);
        Files.deleteIfExists(tree.resolve("comes-" + (i - 1)));
        LockSupport.parkNanos(PAUSE_NANOS);
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void a_directory_that_vanished_is_told_and_nothing_of_it_is_forgotten() throws Exception {
    Path tree = tree("moved-away");
    Files.writeString(tree.resolve("a.txt"), "still there");
    pair.home().must("add", tree.toString());
    pair.home().must("sync", "moved-away");
    Shell.run(directory, "mv moved-away elsewhere");

    Programs.Ended sync = pair.home().run("sync", "moved-away");

    assertThat(sync.exit()).as(sync.err()).isEqualTo(3);
    assertThat(sync.err()).contains(tree.toString()).contains("Put the directory back");
    assertThat(pair.home().must("cat", "moved-away:a.txt").out()).isEqualTo("still there");

    Files.writeString(tree("stays").resolve("b.txt"), "here");
    pair.home().must("add", tree("stays").toString());
    Programs.Ended all = pair.home().run("sync");
    assertThat(all.exit()).as(all.err()).isEqualTo(7);
    assertThat(all.err()).contains(tree.toString());
    assertThat(pair.home().must("cat", "stays:b.txt").out()).isEqualTo("here");
    pair.home().must("remove", "moved-away");
  }
}
