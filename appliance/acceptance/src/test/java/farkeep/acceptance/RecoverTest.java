package farkeep.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The home is gone. There is the recovery sheet, and a box or a copy of its disk.
class RecoverTest {
  private static final Pattern GROUP = Pattern.compile("</small> ([0-9A-Z]{7})</li>");

  @TempDir static Path directory;
  private static Pair pair;
  private static Path sheet;
  private static Path family;
  private static Path letters;

  @BeforeAll
  static void keepTwoFoldersAndLoseTheHome() throws Exception {
    family = directory.resolve("family");
    Trees.mixed(family, 80, 6 << 20, 31);
    Trees.odd(family.resolve("odd"));
    letters = Files.createDirectories(directory.resolve("letters"));
    Files.writeString(letters.resolve("first.txt"), "dear aunt");
    if (Shell.isRoot()) {
      Shell.run(directory, "chown -hR %1$d:%1$d family letters".formatted(Shell.NOBODY));
    }
    pair = Pair.make(directory.resolve("pair"));
    pair.home().must("add", family.toString());
    pair.home().must("add", letters.toString());
    pair.home().must("sync");
    Files.writeString(letters.resolve("first.txt"), "dear aunt, dear uncle");
    pair.home().must("sync");
    sheet = Files.move(directory.resolve("pair/sheet.html"), directory.resolve("sheet.html"));
    Shell.run(directory, "rm -r pair/home");
  }

  @AfterAll
  static void end() throws Exception {
    pair.close();
  }

  @Test
  void the_sheet_and_a_box_make_a_new_home_that_goes_on_with_everything() throws Exception {
    Home home = new Home(Programs.built(), directory.resolve("new-pc"));
    String box = "127.0.0.1:" + pair.box().address().getPort();

    Programs.Ended recovered = home.must("recover", "--sheet", sheet.toString(), "--box", box);

    assertThat(recovered.out() + recovered.err()).contains("2 folders");
    home.must("restore", "family", "--to", directory.resolve("family-back").toString());
    home.must("restore", "letters", "--to", directory.resolve("letters-back").toString());
    Trees.mustBeAlike(family, directory.resolve("family-back"));
    Trees.mustBeAlike(letters, directory.resolve("letters-back"));
    assertThat(home.must("cat", "letters:first.txt", "--at", "#1").out()).isEqualTo("dear aunt");
    home.must("add", directory.resolve("family-back").toString(), "--folder", "family");
    home.must("sync", "family");
    assertThat(home.must("history", "family").out().lines()).as("nothing is new").hasSize(1);
  }

  @Test
  void the_sheet_and_a_copy_of_the_disk_give_everything_back_without_box_or_network()
      throws Exception {
    Shell.run(directory, "chmod a+rx . ; cp -a pair/box copy; cp sheet.html copy; mkdir back");
    Shell.run(directory, "rm -rf copy/catalogue copy/box.* copy/vaults/*/index.fki");
    if (Shell.isRoot()) {
      Shell.run(directory, "chown -R %1$d:%1$d copy back".formatted(Shell.NOBODY));
    }

    Programs.Ended recovered =
        recover("--sheet", "copy/sheet.html", "--copy", "copy", "--to", "back/all");

    assertThat(recovered.exit()).as(recovered.err()).isZero();
    Trees.mustBeAlike(family, directory.resolve("back/all/family"));
    Trees.mustBeAlike(letters, directory.resolve("back/all/letters"));
  }

  /// @param arguments those that name a file are below the test's directory
  private static Programs.Ended recover(String... arguments) throws Exception {
    List<String> all = new ArrayList<>(List.of("recover"));
    for (String each : arguments) {
      all.add(each.startsWith("--") ? each : directory.resolve(each).toString());
    }
    return Shell.asStranger(Programs.built().home(), all);
  }

  @Test
  void a_copy_that_a_newer_box_wrote_is_told_by_file_and_version() throws Exception {
    Shell.run(
        directory, "cp -a pair/box newer; cp sheet.html newer; chmod a+rx .; chmod -R a+rX newer");
    Path pack;
    try (Stream<Path> files = Files.walk(directory.resolve("newer"))) {
      pack = files.filter(it -> it.toString().endsWith(".pk")).findFirst().orElseThrow();
    }
    NewerPack.make(pack);

    Programs.Ended ended = recover("--sheet", "newer/sheet.html", "--copy", "newer", "--to", "no");

    assertThat(ended.err()).contains(pack + " has format version 9", "update Farkeep");
    assertThat(ended.exit()).as(ended.err()).isEqualTo(1);
    assertThat(directory.resolve("no")).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void a_copy_whose_keys_are_damaged_says_where_and_what_to_do(boolean inTheFirstEntry)
      throws Exception {
    String name = "rotten-" + inTheFirstEntry;
    Shell.run(
        directory,
        "cp -a pair/box %1$s; cp sheet.html %1$s; chmod a+rx .; chmod -R a+rX %1$s"
            .formatted(name));
    Path log = logsOf(name).getFirst();
    byte[] all = Files.readAllBytes(log);
    int firstEnds = (128 + ByteBuffer.wrap(all).getInt(8) + 63) / 64 * 64;
    if (inTheFirstEntry) all[150] ^= 1;
    else Arrays.fill(all, firstEnds, all.length, (byte) 0);
    for (Path each : logsOf(name)) Files.write(each, all);

    Programs.Ended ended =
        recover("--sheet", name + "/sheet.html", "--copy", name, "--to", name + "-back");

    long at = inTheFirstEntry ? 0 : firstEnds;
    assertThat(ended.err())
        .contains(log + " and its twin are damaged at byte " + at, "from another box of the vault");
    assertThat(ended.exit()).as(ended.err()).isEqualTo(9);
  }

  /// The vault log and its twin.
  private static List<Path> logsOf(String copy) throws Exception {
    try (Stream<Path> files = Files.walk(directory.resolve(copy))) {
      return files
          .filter(it -> it.endsWith("vault.log"))
          .sorted(Comparator.comparing(Path::getNameCount))
          .toList();
    }
  }

  @Test
  void a_copy_whose_keys_are_damaged_once_gives_everything_back() throws Exception {
    Shell.run(directory, "cp -a pair/box once; cp sheet.html once; mkdir once-back");
    Shell.run(directory, "chmod a+rx .; chmod -R a+rX once");
    if (Shell.isRoot()) {
      Shell.run(directory, "chown %1$d:%1$d once-back".formatted(Shell.NOBODY));
    }
    Path log = logsOf("once").getFirst();
    byte[] all = Files.readAllBytes(log);
    int firstEnds = (128 + ByteBuffer.wrap(all).getInt(8) + 63) / 64 * 64;
    Arrays.fill(all, firstEnds, all.length, (byte) 0);
    Files.write(log, all);
    Path twin = logsOf("once").getLast();
    byte[] other = Files.readAllBytes(twin);
    other[150] ^= 1;
    Files.write(twin, other);
    Files.delete(log.resolveSibling("heads.log"));

    Programs.Ended ended =
        recover("--sheet", "once/sheet.html", "--copy", "once", "--to", "once-back/all");

    assertThat(ended.exit()).as(ended.err()).isZero();
    assertThat(ended.err()).doesNotContain("damaged");
    Trees.mustBeAlike(family, directory.resolve("once-back/all/family"));
  }

  @Test
  void a_typing_error_is_told_with_its_group() throws Exception {
    List<String> groups =
        GROUP.matcher(Files.readString(sheet)).results().map(it -> it.group(1)).toList();
    assertThat(groups).hasSize(12);
    List<String> typed = new ArrayList<>(groups);
    char wrong = groups.get(4).charAt(2) == 'K' ? 'M' : 'K';
    typed.set(4, groups.get(4).substring(0, 2) + wrong + groups.get(4).substring(3));
    Files.writeString(directory.resolve("typed.txt"), String.join(" ", typed).toLowerCase());
    Shell.run(directory, "chmod a+rx .");

    Programs.Ended ended =
        recover("--sheet", "typed.txt", "--copy", "pair/box", "--to", "never-made");

    assertThat(ended.err()).contains("group 5 of the recovery sheet");
    assertThat(ended.exit()).as(ended.err()).isEqualTo(5);
    assertThat(directory.resolve("never-made")).doesNotExist();
  }

  @Test
  void the_sheet_of_another_vault_opens_nothing() throws Exception {
    Home other = new Home(Programs.built(), directory.resolve("other"));
    Path foreign = directory.resolve("foreign.html");
    other.must("init", "--yes", "--sheet", foreign.toString());
    Home home = new Home(Programs.built(), directory.resolve("newer-pc"));
    String box = "127.0.0.1:" + pair.box().address().getPort();

    Programs.Ended fromBox = home.run("recover", "--sheet", foreign.toString(), "--box", box);
    Programs.Ended fromCopy =
        home.run(
            "recover",
            "--sheet",
            foreign.toString(),
            "--copy",
            pair.box().data().toString(),
            "--to",
            directory.resolve("never-made-either").toString());

    assertThat(fromBox.exit()).as(fromBox.err()).isEqualTo(5);
    assertThat(fromBox.err()).contains("does not know the sheet of vault");
    assertThat(fromCopy.exit()).as(fromCopy.err()).isEqualTo(5);
    assertThat(fromCopy.err()).contains("the sheet is for vault");
    assertThat(directory.resolve("never-made-either")).doesNotExist();
  }
}
