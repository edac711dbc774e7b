package farkeep.home.scan;

import static farkeep.home.Programs.shell;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import farkeep.home.posix.Accounts;
import farkeep.home.posix.FileKind;
import farkeep.vault.tree.TreePath;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderWalkTest {
  @TempDir Path directory;

  @AfterEach
  void remove_what_java_can_not() {
    shell(directory, "find . -mindepth 1 -delete");
  }

  private List<Finding> walk(TreePath from, WalkFilter filter) throws IOException {
    try (FolderRoot root = FolderRoot.open(directory.toString().getBytes(UTF_8));
        FolderWalk walk = root.walk(from, filter)) {
      return drain(walk);
    }
  }

  private static List<Finding> drain(FolderWalk walk) {
    List<Finding> findings = new ArrayList<>();
    for (Optional<Finding> next = walk.next(); next.isPresent(); next = walk.next()) {
      findings.add(next.get());
    }
    return findings;
  }

  private static String text(Finding finding) {
    return new String(finding.path().key().bytes(), ISO_8859_1).replace('\0', '/');
  }

  @Test
  void finds_what_find_finds() throws IOException {
    shell(
        directory,
        """
        mkdir -p a/deep/er a-b empty; echo 1 > a/x; echo 22 > a-b/y; echo 333 > a.txt
        touch $'latin\\xe9' $'new\\nline' -- -dash; ln -s ../nowhere link; mkfifo pipe
        touch "$(printf 'n%.0s' {1..255})" 'é😀'; ln a/x a/deep/hard
        """);
    String found = shell(directory, "find . -printf '%P|%y|%s|%m|%i|%n|%T@\\0'");

    List<String> ours = new ArrayList<>();
    for (Finding finding : walk(TreePath.ROOT, WalkFilter.ALL)) {
      ours.add(text(finding) + "|" + like(((Finding.Seen) finding).stat()));
    }

    assertThat(ours).containsExactlyInAnyOrder(found.split("\0"));
  }

  private static String like(farkeep.home.posix.FileStat stat) {
    char kind =
        switch (stat.kind()) {
          case REGULAR -> 'f';
          case DIRECTORY -> 'd';
          case SYMLINK -> 'l';
          case FIFO -> 'p';
          case SOCKET -> 's';
          case CHARACTER_DEVICE -> 'c';
          case BLOCK_DEVICE -> 'b';
        };
    return "%c|%d|%o|%d|%d|%d.%09d0"
        .formatted(
            kind,
            stat.sizeBytes(),
            stat.permissions(),
            stat.id().inode(),
            stat.links(),
            stat.mtimeSeconds(),
            stat.mtimeNanos());
  }

  @Test
  void goes_in_the_order_of_tree_keys() throws IOException {
    shell(
        directory,
        "mkdir -p a/b 'a!' a-b $'a\\x01'; touch a/b/c a/z 'a!/q' a-b/x ab $'a\\x01/k' $'\\xff'");

    List<TreePath> paths = walk(TreePath.ROOT, WalkFilter.ALL).stream().map(Finding::path).toList();

    assertThat(paths).hasSize(13).isSorted().doesNotHaveDuplicates();
    assertThat(paths.getLast().key().at(0)).isEqualTo(0xff);
  }

  @Test
  void a_walk_of_a_part_stays_in_it_and_of_what_is_gone_finds_nothing() throws IOException {
    shell(directory, "mkdir -p a/b c; touch a/b/x c/y");

    assertThat(walk(TreePath.ofText("a"), WalkFilter.ALL).stream().map(FolderWalkTest::text))
        .containsExactly("a", "a/b", "a/b/x");
    assertThat(walk(TreePath.ofText("c/y"), WalkFilter.ALL).stream().map(FolderWalkTest::text))
        .containsExactly("c/y");
    assertThat(walk(TreePath.ofText("c/gone"), WalkFilter.ALL)).isEmpty();
    assertThat(walk(TreePath.ofText("c/y/gone"), WalkFilter.ALL)).isEmpty();
  }

  @Test
  void symbolic_links_are_never_followed_not_even_in_loops() throws IOException {
    shell(directory, "mkdir d; ln -s .. d/up; ln -s d round; ln -s self self");

    assertThat(walk(TreePath.ROOT, WalkFilter.ALL).stream().map(FolderWalkTest::text))
        .containsExactly("", "d", "d/up", "round", "self");
    assertThat(walk(TreePath.ofText("round/up"), WalkFilter.ALL)).isEmpty();
  }

  @Test
  void what_the_filter_refuses_is_passed_over_with_all_below() throws IOException {
    shell(directory, "mkdir -p keep skip/below; touch keep/a skip/below/b .farkeep-.part");
    shell(directory, "touch .farkeep-0123456789abcdef01234567.part");
    WalkFilter filter = (path, kind) -> !path.name().toString().equals("skip");

    assertThat(walk(TreePath.ROOT, filter).stream().map(FolderWalkTest::text))
        .containsExactly("", ".farkeep-.part", "keep", "keep/a");
  }

  @Test
  void a_directory_far_below_is_reached_with_few_open() throws IOException {
    int depth = 2 * FolderWalk.OPEN_DIRECTORIES_MAX;
    shell(directory, "p=.; for i in {1..%d}; do p=$p/d; done; mkdir -p $p".formatted(depth));
    shell(directory, "find . -type d -printf '%p/z\\0' | xargs -0 touch");

    List<Finding> findings;
    int most = 0;
    try (FolderRoot root = FolderRoot.open(directory.toString().getBytes(UTF_8));
        FolderWalk walk = root.walk(TreePath.ROOT, WalkFilter.ALL)) {
      findings = new ArrayList<>();
      for (Optional<Finding> next = walk.next(); next.isPresent(); next = walk.next()) {
        findings.add(next.get());
        most = Math.max(most, openBelow(directory));
      }
    }

    assertThat(findings).hasSize(2 * depth + 2).allMatch(found -> found instanceof Finding.Seen);
    assertThat(most).isBetween(2, FolderWalk.OPEN_DIRECTORIES_MAX + 4);
  }

  private static int openBelow(Path directory) {
    String[] open = Path.of("/proc/self/fd").toFile().list();
    assertThat(open).isNotNull();
    return (int)
        Arrays.stream(open)
            .map(fd -> Path.of("/proc/self/fd", fd))
            .filter(fd -> leadsBelow(fd, directory))
            .count();
  }

  private static boolean leadsBelow(Path fd, Path directory) {
    try {
      return java.nio.file.Files.readSymbolicLink(fd).startsWith(directory);
    } catch (IOException closedMeanwhile) {
      return false;
    }
  }

  @Test
  void a_path_longer_than_the_format_holds_is_left_out_and_told() throws IOException {
    String name = "n".repeat(250);
    shell(
        directory,
        "for i in {1..16}; do mkdir %s; cd %s; done; touch %s"
            .formatted(name, name, "f".repeat(90)));

    List<Finding> findings = walk(TreePath.ROOT, WalkFilter.ALL);

    assertThat(findings).hasSize(18);
    assertThat(findings.getLast())
        .isInstanceOfSatisfying(
            Finding.LeftOut.class,
            out -> assertThat(out.why()).isEqualTo(Finding.Why.PATH_TOO_LONG));
  }

  @Test
  void sockets_and_mounts_are_left_out_and_told() throws IOException {
    shell(directory, "mkdir mnt; touch mnt/hidden");
    java.net.StandardProtocolFamily unix = java.net.StandardProtocolFamily.UNIX;
    try (var server = java.nio.channels.ServerSocketChannel.open(unix)) {
      server.bind(java.net.UnixDomainSocketAddress.of(directory.resolve("s")));
      assumeTrue(Accounts.isRoot(), "only root can mount");
      shell(directory, "mount -t tmpfs none mnt");
      try {
        assertThat(walk(TreePath.ROOT, WalkFilter.ALL).stream().skip(1))
            .containsExactly(
                new Finding.LeftOut(TreePath.ofText("mnt"), Finding.Why.MOUNT_POINT),
                new Finding.LeftOut(TreePath.ofText("s"), Finding.Why.SOCKET));
      } finally {
        shell(directory, "umount mnt");
      }
    }
  }

  @Test
  void what_vanishes_after_it_was_listed_was_never_there() throws IOException {
    shell(directory, "mkdir a c; touch a/x b c/y d");
    List<String> met = new ArrayList<>();
    try (FolderRoot root = FolderRoot.open(directory.toString().getBytes(UTF_8));
        FolderWalk walk =
            root.walk(
                TreePath.ROOT,
                (path, kind) -> {
                  // both are listed by now; c is seen and then gone before it is entered
                  if (path.name().toString().equals("x")) shell(directory, "rm b");
                  if (path.name().toString().equals("c")) shell(directory, "rm -r c");
                  return kind != FileKind.FIFO;
                })) {
      drain(walk).forEach(found -> met.add(text(found)));
    }
    assertThat(met).containsExactly("", "a", "a/x", "c", "d");
  }

  @Test
  void what_may_not_be_read_is_told_and_the_walk_goes_on() throws Exception {
    assumeTrue(Accounts.isRoot(), "needs root, to become somebody else");
    shell(directory, "chmod 755 .; mkdir a closed z; touch a/x closed/y z/w; chmod 700 closed");
    List<String> told = farkeep.home.AsNobody.run(NobodyWalks.class, directory.toString());
    assertThat(told)
        .containsExactly(
            "Seen ",
            "Seen a",
            "Seen a/x",
            "Seen closed",
            "Unreadable closed",
            "Seen z",
            "Seen z/w");
  }

  /// Walks in a process of another user.
  static final class NobodyWalks {
    public static void main(String[] arguments) throws IOException {
      try (FolderRoot root = FolderRoot.open(arguments[0].getBytes(UTF_8));
          FolderWalk walk = root.walk(TreePath.ROOT, WalkFilter.ALL)) {
        for (Finding found : drain(walk)) {
          System.out.println(found.getClass().getSimpleName() + " " + text(found));
        }
      }
    }
  }
}
