package farkeep.home.restore;

import static farkeep.home.Programs.shell;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import farkeep.home.AsNobody;
import farkeep.home.posix.Accounts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What was scanned and put back, seen by programs that are not ours.
class RoundTripTest {
  private static final String LISTED = "find . -printf '%P|%y|%s|%m|%U|%G|%T@|%l|%n\\0' | sort -z";

  @TempDir Path directory;

  @BeforeEach
  void make_a_source() {
    shell(directory, "mkdir from");
  }

  @AfterEach
  void remove_what_java_can_not() {
    shell(directory, "find . -mindepth 1 -delete");
  }

  private RestoreNotes copy() throws IOException {
    return copy(RestoreRules.USUAL);
  }

  private RestoreNotes copy(RestoreRules rules) throws IOException {
    return FolderCopy.copy(bytes("from"), bytes("to"), rules);
  }

  private byte[] bytes(String name) {
    return directory.resolve(name).toString().getBytes(UTF_8);
  }

  private void assertSame(String command) {
    assertThat(shell(directory.resolve("to"), command))
        .isEqualTo(shell(directory.resolve("from"), command));
  }

  private void from(String commands) {
    shell(directory.resolve("from"), commands);
  }

  @Test
  void names_of_every_kind_come_back() throws IOException {
    from(
        """
        touch $'latin\\xe9' $'new\\nline' -- -dash $'\\xf0\\x9f\\x98\\x80' $'\\x01' ' ' '...' '%41' 'a:b'
        touch "$(printf 'n%.0s' {1..255})" '*' 'back\\slash'; mkdir -p $'d\\xff/empty' deep/er/est
        echo content > deep/er/est/$'\\xe4'
        """);

    RestoreNotes notes = copy();

    assertSame(LISTED);
    shell(directory, "diff -r --no-dereference from to");
    assertThat(notes.counts()).isEmpty();
  }

  @Test
  void times_modes_and_owners_come_back() throws IOException {
    assumeTrue(Accounts.isRoot(), "only root may give files away");
    from(
        """
        mkdir -p d/sub; echo a > d/a; echo b > b; touch old future; chmod 4755 b; chmod 0000 old
        chown 1234:4321 b d; chmod 2771 d; chmod 1777 d/sub; chmod 4755 b; chown nobody d/a
        ln -s nowhere link; mkfifo pipe; mknod null c 1 3; mknod far b 259 300
        touch -h -d '1999-12-31 23:59:59.123456789' link; touch -d '1901-01-02 03:04:05.000000001' old
        touch -d '2300-01-01 00:00:00.5' future; touch -d '2020-02-02 02:02:02.2' pipe null d d/sub d/a
        """);

    RestoreNotes notes = copy();

    assertSame(LISTED);
    assertSame("stat -c '%n %t %T' null far");
    assertSame("cat b d/a");
    assertThat(notes.counts()).isEmpty();
  }

  @Test
  void attributes_acls_and_capabilities_come_back() throws IOException {
    assumeTrue(Accounts.isRoot(), "only root sees all attributes");
    from(
        """
        mkdir d plain; touch a b; ln -s a link; chmod 640 a
        setfattr -n user.text -v hello a; setfattr -n user.bytes -v 0x00ff00 a
        setfattr -n user.empty a; setfattr -n trusted.secret -v 1 a; setfattr -h -n trusted.link -v 2 link
        setfattr -n user.long -v "$(printf 'x%.0s' {1..3000})" d
        setfacl -m u:nobody:rw,g:1234:r,m::rw a; setfacl -m u:nobody:rwx -d -m u:1234:rx d; touch d/inherits
        setfattr -n security.capability -v 0x0100000200040000000000000000000000000000 b
        """);

    RestoreNotes notes = copy();

    assertSame("getfattr -d -m- -h -R . 2>&1 | sort");
    assertSame("getfacl -R -n .");
    assertSame(LISTED);
    assertThat(notes.counts()).isEmpty();
    assertThat(shell(directory.resolve("to"), "getfattr -d -m- -h -R .")).contains("trusted.link");
  }

  @Test
  void the_default_acl_of_the_place_restored_to_is_not_taken_on() throws IOException {
    from("mkdir d; touch a d/b; chmod 644 a d/b");
    shell(directory, "mkdir to; setfacl -d -m u:nobody:rwx to");

    copy();

    String acl = "getfacl -n a d d/b";
    assertSame(acl);
  }

  @Test
  void hard_links_stay_links_and_others_stay_apart() throws IOException {
    from("mkdir d; echo a > a; ln a d/b; ln a z; echo a > other; touch -r a other");

    copy();

    assertSame(LISTED);
    assertThat(shell(directory.resolve("to"), "stat -c %i a d/b z other | uniq -c | wc -l"))
        .isEqualTo("2\n");
  }

  @Test
  void holes_stay_holes() throws IOException {
    from(
        """
        truncate -s 1G empty; truncate -s 2T huge; printf x | dd of=huge bs=1 seek=1T conv=notrunc status=none
        printf end | dd of=end bs=1 seek=300M conv=notrunc status=none; echo start > start; truncate -s 5M start
        head -c 3000000 /dev/urandom > full
        """);

    copy();

    assertSame(LISTED);
    shell(directory, "cmp from/start to/start; cmp from/end to/end; cmp from/full to/full");
    assertThat(shell(directory.resolve("to"), "dd if=huge bs=1 skip=1T count=1 status=none"))
        .isEqualTo("x");
    assertSame("stat -c '%n %b' empty huge");
  }

  @Test
  void what_exists_is_kept_and_told_unless_it_is_to_be_replaced() throws IOException {
    from("echo new > a; ln -s new link; mkdir d; chmod 700 d; echo new > d/x");
    shell(
        directory,
        "mkdir to; cd to; echo old > a; ln -s old link; mkdir d; chmod 755 d; echo old > d/x");

    assertThatThrownBy(this::copy)
        .isInstanceOf(TargetExistsException.class)
        .hasMessageStartingWith("a: exists already and was left as it is; restore to another");
    assertThat(shell(directory.resolve("to"), "cat a d/x; readlink link"))
        .isEqualTo("old\nold\nold\n");

    copy(new RestoreRules(RestoreRules.Existing.REPLACE, RestoreRules.Owners.BY_NUMBER, true));
    assertSame(LISTED);
    shell(directory, "diff -r --no-dereference from to");
  }

  @Test
  void a_directory_that_was_there_keeps_its_own_metadata() throws IOException {
    from("mkdir d; chmod 700 d; echo new > d/x");
    shell(directory, "mkdir -p to/d; chmod 751 to/d");

    RestoreNotes notes = copy();

    assertThat(shell(directory, "stat -c %a to/d; cat to/d/x")).isEqualTo("751\nnew\n");
    assertThat(notes.of(RestoreNotes.Kind.DIRECTORY_KEPT))
        .extracting(note -> note.path().toString())
        .containsExactly("d");
  }

  @Test
  void a_restore_that_was_killed_goes_on() throws IOException {
    from(
        "mkdir -p d/e; echo one > a; echo two > d/b; echo three > d/e/c; ln a d/hard; chmod 500 d/e");
    copy();
    // as it looks when killed inside d/e: not finished, one file half written, one missing
    String unfinished = new String(farkeep.home.scan.TemporaryName.of(new byte[0]), UTF_8);
    String half = new String(farkeep.home.scan.TemporaryName.of("c".getBytes(UTF_8)), UTF_8);
    shell(
        directory.resolve("to"),
        "touch %s d/%s d/e/%s; mv d/e/c d/e/%s; echo half > d/e/%s; chmod 700 d d/e"
            .formatted(unfinished, unfinished, unfinished, half, half));
    String before = shell(directory, "stat -c '%i %z' to/d/b");

    copy();

    assertSame(LISTED);
    shell(directory, "diff -r from to");
    assertThat(shell(directory, "stat -c '%i %z' to/d/b")).isEqualTo(before);
  }

  @Test
  void a_link_in_the_way_leads_nowhere() throws IOException {
    from("mkdir d; echo x > d/x");
    shell(directory, "mkdir to outside; ln -s ../outside to/d");

    assertThatThrownBy(() ->
            copy(
                new RestoreRules(
                    RestoreRules.Existing.REPLACE, RestoreRules.Owners.BY_NAME, false)))
        .isInstanceOf(IOException.class);
    assertThat(directory.resolve("outside")).isEmptyDirectory();
  }

  @Test
  void who_is_not_root_gets_all_but_owners_and_is_told() throws Exception {
    assumeTrue(Accounts.isRoot(), "needs root, to become somebody else");
    from(
        """
        mkdir d; echo a > a; echo s > setuid; chown 1234:4321 setuid; chmod 6755 setuid; chmod 444 a
        setfattr -n user.x -v y a; setfacl -m u:1234:r a; mknod null c 1 3; chmod 555 d
        """);
    shell(directory, "chmod 755 . from; mkdir to; chown nobody to");

    List<String> notes = AsNobody.run(FolderCopy.class, directory + "/from", directory + "/to");

    assertThat(notes)
        .contains("OWNER a", "OWNER d", "OWNER setuid", "SET_ID_DROPPED setuid", "SPECIAL null");
    assertThat(shell(directory, "stat -c '%a %U' to/a to/setuid to/d; cat to/a"))
        .isEqualTo("464 nobody\n755 nobody\n555 nobody\na\n".replace("464", "444"));
    assertSame("getfattr -d -m user a; getfacl -cn a");
  }

  @Test
  void a_file_that_is_not_finished_leaves_nothing() throws IOException {
    shell(directory, "mkdir to");
    try (RestoreTarget target = RestoreTarget.open(bytes("to"), RestoreRules.USUAL);
        RestoredFile file = target.file(farkeep.vault.tree.TreePath.ofText("a"))) {
      file.write(0, java.nio.ByteBuffer.wrap(new byte[100]));
      assertThat(Files.list(directory.resolve("to"))).hasSize(1);
    }
    assertThat(directory.resolve("to")).isEmptyDirectory();
  }
}
