package farkeep.home.doctor;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import farkeep.home.control.Event;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the doctor says of set-ups that are well, and of those that are not.
class DoctorTest {
  private static final Instant NOW = Instant.parse("2027-01-03T12:00:00Z");

  @TempDir Path directory;
  private final List<Event.Looked> said = new ArrayList<>();
  private final Findings findings = new Findings(said::add);
  private Path state;

  @BeforeEach
  void haveAVault() throws Exception {
    state = Files.createDirectory(directory.resolve("state"));
    chmod(state, "rwx------");
    for (String name : List.of("device.key", "vault.log")) {
      chmod(Files.write(state.resolve(name), new byte[100]), "rw-------");
    }
  }

  private static void chmod(Path path, String mode) throws Exception {
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
  }

  private Event.Looked only(String level) {
    List<Event.Looked> found = said.stream().filter(it -> it.level().equals(level)).toList();
    assertThat(found).as(said.toString()).hasSize(1);
    return found.getFirst();
  }

  private void nothingButOk() {
    assertThat(said).isNotEmpty().allMatch(it -> it.level().equals("OK"));
    assertThat(findings.wrong()).isZero();
  }

  @Test
  void a_state_of_the_owner_alone_is_well() throws Exception {
    assertThat(new StateCheck(state, findings).look()).isTrue();

    nothingButOk();
  }

  @Test
  void a_directory_that_is_not_there_is_not_made() throws Exception {
    Path none = directory.resolve("none");

    assertThat(new StateCheck(none, findings).look()).isFalse();

    assertThat(only("WRONG").advice()).contains("farkeep init").contains("farkeep recover");
    assertThat(none).doesNotExist();
  }

  @Test
  void a_key_that_others_may_read_is_wrong_and_the_vault_can_be_opened() throws Exception {
    chmod(state.resolve("device.key"), "rw-r--r--");

    assertThat(new StateCheck(state, findings).look()).isTrue();

    assertThat(only("WRONG").advice()).isEqualTo("chmod 600 " + state.resolve("device.key"));
  }

  @Test
  void a_missing_and_an_empty_key_are_told_apart() throws Exception {
    Files.delete(state.resolve("device.key"));
    Files.write(state.resolve("vault.log"), new byte[0]);

    assertThat(new StateCheck(state, findings).look()).isFalse();

    assertThat(said.stream().filter(it -> it.level().equals("WRONG")))
        .extracting(Event.Looked::said)
        .containsExactly("this device's key is not there", "the vault has 0 bytes");
  }

  private static Event.Folder folder(@Nullable String path, long paths) {
    return new Event.Folder("family", "00", path, 7, "aa", paths - 1, paths, 99, List.of());
  }

  private static Event.Box box(boolean connected, @Nullable String trouble, @Nullable Long ahead) {
    return new Event.Box(
        "ab".repeat(32),
        "attic",
        List.of("192.0.2.7:4877"),
        connected,
        "2027-01-03T11:00:00Z",
        trouble,
        null,
        connected ? "farkeep-box 0.1.0" : null,
        ahead,
        null,
        List.of());
  }

  private static Event.Status status(Event.Folder folder, Event.Box box) {
    return new Event.Status("OK", "", List.of(folder), List.of(box));
  }

  private void look(Event.Folder folder, Event.Box box) {
    new VaultCheck(findings, NOW).look(status(folder, box));
  }

  private Path keptFolder() throws Exception {
    Path path = Files.createDirectory(directory.resolve("family"));
    Files.createFile(path.resolve("letter"));
    return path;
  }

  @Test
  void a_folder_that_is_kept_and_a_box_that_is_reached_are_well() throws Exception {
    look(folder(keptFolder().toString(), 2), box(true, null, 3L));

    nothingButOk();
    assertThat(said).anyMatch(it -> it.said().equals("connected, runs farkeep-box 0.1.0"));
  }

  @Test
  void a_folder_that_is_not_there_and_one_that_lost_its_disk_are_wrong() throws Exception {
    look(folder(directory.resolve("gone").toString(), 2), box(true, null, 0L));
    assertThat(only("WRONG").said()).isEqualTo("is not there");
    said.clear();

    Path empty = Files.createDirectory(directory.resolve("empty"));
    look(folder(empty.toString(), 31), box(true, null, 0L));
    assertThat(only("WRONG").said()).isEqualTo("is empty, and held 31 paths when it was last kept");
    assertThat(only("WRONG").advice()).contains("not mounted");
  }

  @Test
  void whichever_side_is_older_is_the_one_to_update() throws Exception {
    String path = keptFolder().toString();
    look(
        folder(path, 2),
        box(
            false,
            "the box (farkeep-box 1.0) speaks protocol versions 1 to 1, this side 2 to 3; update the box",
            null));
    assertThat(only("WRONG").advice()).startsWith("the program on the box is older");
    said.clear();

    look(
        folder(path, 2),
        box(
            false,
            "the box (farkeep-box 9.0) speaks protocol versions 8 to 9, this side 2 to 3; update this side",
            null));
    assertThat(only("WRONG").advice()).startsWith("this home's program is older");
  }

  @Test
  void a_clock_that_differs_from_the_boxs_is_a_hint_and_one_before_the_last_contact_is_wrong()
      throws Exception {
    String path = keptFolder().toString();
    look(folder(path, 2), box(true, null, 301L));
    assertThat(only("HINT").said()).isEqualTo("box attic shows +301 s beside this home's clock");
    said.clear();

    Instant early = Instant.parse("2027-01-03T10:54:59Z");
    new VaultCheck(findings, early).look(status(folder(path, 2), box(false, null, null)));
    assertThat(only("WRONG").said()).contains("shows 2027-01-03T10:54:59Z");
  }

  @Test
  void without_a_folder_and_a_box_both_are_wrong() {
    new VaultCheck(findings, NOW).look(new Event.Status("ATTENTION", "", List.of(), List.of()));

    assertThat(said).extracting(Event.Looked::what).containsExactly("folder", "box");
    assertThat(findings.wrong()).isEqualTo(2);
  }

  @Test
  void no_way_to_tell_the_owner_is_a_hint_and_one_that_fails_is_wrong() {
    VaultCheck check = new VaultCheck(findings, NOW);
    check.look(new Event.Alarms(93_600, List.of()));
    assertThat(only("HINT").advice()).contains("farkeep alarm add");

    check.look(new Event.Alarms(93_600, List.of(new Event.Way(1, "desktop", "no session", 2))));
    assertThat(only("WRONG").said()).isEqualTo("2 messages wait; last: no session");
  }

  private MachineCheck machine(String watches, String instances) throws Exception {
    Path inotify = Files.createDirectories(directory.resolve("proc/sys/fs/inotify"));
    Files.writeString(inotify.resolve("max_user_watches"), watches);
    Files.writeString(inotify.resolve("max_user_instances"), instances);
    return new MachineCheck(
        findings,
        new MachineCheck.Places(
            directory.resolve("proc"),
            List.of(directory.resolve("wants")),
            directory.resolve("linger")));
  }

  @Test
  void more_directories_than_watches_are_a_hint_with_the_figures() throws Exception {
    Event.Folder large = new Event.Folder("f", "00", "/f", 1, "aa", 10, 9_010, 1, List.of());
    MachineCheck check = machine("8192\n", "128\n");

    check.watches(status(large, box(true, null, 0L)));

    assertThat(only("HINT").said()).contains("8192").contains("9000");
    assertThat(only("HINT").advice()).contains("fs.inotify.max_user_watches=524288");
    said.clear();
    check.watches(status(folder("/f", 3), box(true, null, 0L)));
    nothingButOk();
  }

  @Test
  void few_watchers_are_a_hint_and_a_machine_that_does_not_say_is_none() throws Exception {
    machine("100000", "16").watches(status(folder("/f", 3), box(true, null, 0L)));
    assertThat(only("HINT").advice()).contains("max_user_instances");
    said.clear();

    machine("?", "?").watches(status(folder("/f", 3), box(true, null, 0L)));
    assertThat(said).isEmpty();
  }

  @Test
  void what_the_kernel_says_is_read_whole() throws Exception {
    Path watches = Path.of("/proc/sys/fs/inotify/max_user_watches");
    assumeThat(watches).exists();
    Process cat = new ProcessBuilder("cat", watches.toString()).start();
    String most = new String(cat.getInputStream().readAllBytes(), US_ASCII).strip();
    assertThat(cat.waitFor()).isZero();
    MachineCheck.Places places =
        new MachineCheck.Places(Path.of("/proc"), List.of(directory), directory);

    new MachineCheck(findings, places).watches(status(folder("/f", 1), box(true, null, 0L)));

    assertThat(said.getFirst().said()).startsWith(most + " directories at most");
  }

  @Test
  void a_unit_that_is_enabled_and_does_not_run_is_wrong() throws Exception {
    MachineCheck check = machine("1", "1");
    check.daemon(false);
    assertThat(only("HINT").advice()).contains("systemctl --user enable");
    said.clear();

    Files.createDirectory(directory.resolve("wants"));
    Files.createFile(directory.resolve("wants/farkeep.service"));
    check.daemon(false);
    assertThat(only("WRONG").said()).contains("enabled");
    assertThat(only("HINT").advice()).contains("enable-linger");
    said.clear();

    Files.createFile(directory.resolve("linger"));
    check.daemon(true);
    assertThat(only("OK").said()).isEqualTo("runs");
  }
}
