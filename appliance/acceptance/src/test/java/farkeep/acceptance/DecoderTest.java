package farkeep.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The decoder of `docs/decoder`, which was written from `docs/format.md` alone and has no code of
/// ours in it, reads what the real programs wrote.
@Timeout(240)
class DecoderTest {
  private static final Path PYTHON = Path.of("/usr/bin/python3");
  private static final Pattern GROUP = Pattern.compile("</small> ([0-9A-Z]{7})</li>");
  private static final Pattern OBJECT = Pattern.compile("object ([0-9a-f]{64})");

  @TempDir static Path directory;
  private static Path family;
  private static Path before;
  private static Path sheet;
  private static Path kept;
  private Path copy;
  private Path back;

  @BeforeAll
  static void keepTwoSnapshotsAndCopyTheDisk() throws Exception {
    family = directory.resolve("family");
    Trees.mixed(family, 60, 6 << 20, 71);
    Trees.odd(family.resolve("odd"));
    Trees.random(family.resolve("journal"), 200_000, 73);
    Shell.run(family, "mkfifo pipe; : > none; head -c 4M /dev/zero > zeros");
    before = directory.resolve("before");
    kept = directory.resolve("kept");
    try (Pair pair = Pair.make(directory.resolve("pair"))) {
      pair.home().must("add", family.toString());
      pair.home().must("sync");
      Shell.run(directory, "cp -a family before");
      Shell.run(
          family,
          "mv zeros blanks; rm none; printf changed | dd of=journal bs=1 seek=99999 conv=notrunc");
      pair.home().must("sync");
      // without a stop: the newest packs have no footers yet
      Shell.run(directory, "cp -a pair/box kept; rm -rf kept/catalogue kept/vaults/*/index.fki");
    }
    sheet = directory.resolve("pair/sheet.html");
  }

  @AfterAll
  static void makeRemovable() throws Exception {
    Shell.run(directory, "chmod -R u+rwX .");
  }

  @BeforeEach
  void takeACopy(TestInfo test) throws Exception {
    String name = test.getTestMethod().orElseThrow().getName();
    copy = directory.resolve(name + "-copy");
    back = directory.resolve(name + "-back");
    Shell.run(directory, "cp -a kept '%s'".formatted(copy));
  }

  private static Programs.Ended decode(Path box, Path sheet, String... arguments)
      throws IOException, InterruptedException {
    Path decoder = Programs.checkout().resolve("docs/decoder/farkeep_decoder.py");
    List<String> all = new ArrayList<>(List.of("-B", decoder.toString(), box.toString()));
    all.addAll(List.of("--sheet", sheet.toString()));
    all.addAll(List.of(arguments));
    return Programs.run(PYTHON, Map.of(), all);
  }

  private static void flip(Path file, long place) throws IOException {
    try (RandomAccessFile raw = new RandomAccessFile(file.toFile(), "rw")) {
      raw.seek(place);
      int was = raw.read();
      raw.seek(place);
      raw.write(was ^ 1);
    }
  }

  /// Whether two trees are alike for programs that are not ours; `diff` has nothing to say of two
  /// named pipes but that they are, which `find` compares too.
  private static void mustBeAlike(Path one, Path other) throws Exception {
    for (Path each : List.of(one, other)) {
      assertThat(Shell.run(each, "stat -c %F pipe")).isEqualTo("fifo\n");
    }
    assertThat(difference(one, other)).isEmpty();
    assertThat(description(other)).isEqualTo(description(one));
  }

  private static String difference(Path one, Path other) throws Exception {
    return Shell.run(
        directory, "diff -rq --no-dereference -x pipe '%s' '%s' || true".formatted(one, other));
  }

  private static String description(Path tree) throws Exception {
    Path file = Files.createTempFile(directory, "tree", "");
    Trees.describe(tree, file);
    return Shell.run(directory, "tr '\\0' '\\n' < '%s'".formatted(file));
  }

  @Test
  void the_format_alone_gives_the_newest_snapshot_back_with_all_its_odd_files() throws Exception {
    Programs.Ended ended = decode(copy, sheet, "restore", "family", back.toString());

    assertThat(ended.exit()).as(ended.err()).isZero();
    mustBeAlike(family, back);
    assertThat(Integer.parseInt(Shell.run(back, "du -k odd/holes | cut -f1").strip()))
        .as("KiB on the disk of a file of 64 MiB that is nearly all hole")
        .isLessThan(8192);
  }

  @Test
  void the_format_alone_gives_an_earlier_snapshot_back() throws Exception {
    Programs.Ended list = decode(copy, sheet, "snapshots");
    Programs.Ended ended =
        decode(copy, sheet, "restore", "family", "--snapshot", "1", back.toString());

    assertThat(list.out()).contains("folder family").contains("  #1  ").contains("  #2  ");
    assertThat(ended.exit()).as(ended.err()).isZero();
    mustBeAlike(before, back);
  }

  @Test
  void a_flipped_byte_loses_one_file_which_is_named_and_no_other() throws Exception {
    Path pack = Path.of(Shell.run(copy, "ls -S $PWD/vaults/*/packs/*/*.pk | head -n 1").strip());
    flip(pack, placeInLargestRecord(pack));

    Programs.Ended ended = decode(copy, sheet, "restore", "family", back.toString());

    assertThat(ended.exit()).as(ended.err()).isEqualTo(1);
    assertThat(ended.err().lines().filter(line -> line.startsWith("lost: "))).hasSize(1);
    assertThat(ended.err()).contains("lost: large.bin: ").contains(pack.toString());
    Matcher object = OBJECT.matcher(ended.err());
    assertThat(object.find()).isTrue();
    assertThat(difference(family, back).lines())
        .containsExactlyInAnyOrder(
            "Only in %s: large.bin".formatted(family),
            "Only in %s: large.bin.damaged".formatted(back));
    assertThat(Shell.run(directory, "stat -c %%s '%s/large.bin.damaged'".formatted(back)).strip())
        .isEqualTo("6291456");
  }

  /// The largest records are the chunks of the one large file that nothing can make smaller.
  private static long placeInLargestRecord(Path pack) throws Exception {
    String place =
        Shell.run(
            Programs.checkout().resolve("docs/decoder"),
            """
            %s -B -c "
            from farkeep_decoder import read_pack
            print(max(read_pack('%s'), key=lambda record: record[2])[1] + 4096)"
            """
                .formatted(PYTHON, pack));
    return Long.parseLong(place.strip());
  }

  @Test
  void a_typing_error_in_the_sheet_is_told_with_its_group() throws Exception {
    List<String> typed =
        new ArrayList<>(
            GROUP.matcher(Files.readString(sheet)).results().map(it -> it.group(1)).toList());
    assertThat(typed).hasSize(12);
    char wrong = typed.get(6).charAt(3) == 'K' ? 'M' : 'K';
    typed.set(6, typed.get(6).substring(0, 3) + wrong + typed.get(6).substring(4));
    Path wrongSheet = Files.writeString(directory.resolve("typed.txt"), String.join("-", typed));

    Programs.Ended ended = decode(copy, wrongSheet, "restore", "family", back.toString());

    assertThat(ended.exit()).isEqualTo(2);
    assertThat(ended.err()).contains("group 7 (" + typed.get(6) + ")");
    assertThat(back).doesNotExist();
  }
}
