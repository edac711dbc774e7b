package farkeep.box.upkeep;

import static org.assertj.core.api.Assertions.assertThat;

import farkeep.box.events.BoxEvent;
import farkeep.box.health.BlankDisk;
import farkeep.box.health.Findings;
import farkeep.box.health.MachineUpdate;
import farkeep.box.health.MachineUpdate.Stage;
import farkeep.objects.system.SystemTasks;
import farkeep.store.catalogue.Catalogue;
import farkeep.store.catalogue.MemoryCatalogue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UpkeepTest {
  private final Catalogue catalogue = new MemoryCatalogue(new SystemTasks());
  private final List<BoxEvent> said = new ArrayList<>();
  private int changes;

  @TempDir Path directory;

  private Upkeep upkeep() throws IOException {
    Path release = directory.resolve("os-release");
    Files.writeString(release, "NAME=Debian\nIMAGE_ID=farkeep\nIMAGE_VERSION=1.9\n");
    return new Upkeep(new UpkeepFiles(Optional.of(status()), Optional.of(disk()), release));
  }

  private Path status() {
    return directory.resolve("status");
  }

  private Path disk() {
    return directory.resolve("blank-disk");
  }

  private static final String ID = "5f".repeat(32);

  private void plugIn(String id) throws IOException {
    Files.writeString(
        disk(),
        "farkeep blank disk 1\nid %s\nbytes 1000204886016\nmodel WD Elements\n".formatted(id));
  }

  @Test
  void a_blank_disk_is_told_once_and_agreed_to_only_while_it_is_there() throws IOException {
    Upkeep upkeep = upkeep();
    Upkeep.Listener listener = listener();
    Path word = directory.resolve("adopt-disk");
    DiskConsent consent = new DiskConsent(Optional.of(word), upkeep);
    assertThat(consent.give(ID)).isFalse();
    plugIn(ID);
    upkeep.look(listener);
    upkeep.look(listener);
    assertThat(sentences()).containsExactly("blank disk was plugged in");
    assertThat(consent.disk()).contains(new BlankDisk(ID, 1_000_204_886_016L, "WD Elements"));
    assertThat(consent.give("6e".repeat(32))).as("another disk").isFalse();
    assertThat(word).doesNotExist();
    assertThat(consent.give(ID)).isTrue();
    assertThat(word).hasContent(ID + "\n");
    assertThat(new DiskConsent(Optional.empty(), upkeep).disk()).as("nobody waits").isEmpty();
    Files.delete(disk());
    upkeep.look(listener);
    assertThat(consent.disk()).isEmpty();
    assertThat(consent.give(ID)).isFalse();
  }

  @Test
  void a_note_about_a_disk_that_is_not_whole_is_not_understood() throws IOException {
    Upkeep upkeep = upkeep();
    plugIn("5f");
    upkeep.look(listener());
    assertThat(upkeep.get().blankDisk()).isEmpty();
    assertThat(sentences())
        .containsExactly(
            "note of the system was not understood: reason disk: it is not what the system writes");
  }

  private void note(Stage stage, String why) throws IOException {
    Files.writeString(
        status(),
        "farkeep update 1\nstage %s\nfrom 1.9\nto 1.10\n%sat 1795262400\n"
            .formatted(stage.code(), why.isEmpty() ? "" : "why " + why + "\n"));
  }

  private Upkeep.Listener listener() {
    return new Upkeep.Listener(said::add, catalogue, () -> changes++);
  }

  private List<String> sentences() {
    return said.stream().map(BoxEvent::sentence).toList();
  }

  @Test
  void a_machine_that_notes_nothing_has_nothing_to_tell() {
    Upkeep upkeep =
        new Upkeep(new UpkeepFiles(Optional.empty(), Optional.empty(), UpkeepFiles.OS_RELEASE));
    upkeep.look(listener());
    assertThat(upkeep.get()).isEqualTo(Findings.Upkeep.NONE);
    assertThat(said).isEmpty();
  }

  @Test
  void each_step_of_an_update_is_told_once() throws IOException {
    Upkeep upkeep = upkeep();
    Upkeep.Listener listener = listener();
    assertThat(upkeep.get().version()).contains("1.9");
    note(Stage.INSTALLING, "");
    upkeep.look(listener);
    upkeep.look(listener);
    note(Stage.REFUSED, "not-installed");
    upkeep.look(listener);
    assertThat(sentences())
        .containsExactly(
            "update is being installed: from 1.9, to 1.10, at 2026-11-21T12:00:00Z",
            "update was refused: from 1.9, to 1.10, why not-installed, at 2026-11-21T12:00:00Z");
    assertThat(changes).isEqualTo(2);
    assertThat(upkeep.get().update()).map(MachineUpdate::stage).contains(Stage.REFUSED);
  }

  @Test
  void a_damaged_note_is_said_once_and_harms_nothing() throws IOException {
    Upkeep upkeep = upkeep();
    Upkeep.Listener listener = listener();
    note(Stage.TRIAL, "");
    upkeep.look(listener);
    said.clear();
    Files.writeString(status(), "farkeep upd");
    upkeep.look(listener);
    upkeep.look(listener);
    assertThat(sentences())
        .containsExactly(
            "note of the system was not understood: reason update: it is not what the system writes");
    assertThat(upkeep.get())
        .isEqualTo(new Findings.Upkeep(Optional.of("1.9"), Optional.empty(), Optional.empty()));
    Files.delete(status());
    Files.createDirectory(status());
    upkeep.look(listener);
    assertThat(said.getLast().sentence()).contains("can't be read");
    Files.delete(status());
    note(Stage.GOOD, "");
    upkeep.look(listener);
    assertThat(said.getLast().what()).isEqualTo("update has proven itself");
  }

  @Test
  void what_an_earlier_run_told_is_not_told_again() throws IOException {
    note(Stage.BACK, "tests");
    assertThat(toldAtStart()).isEqualTo(1);
    BoxEvent event = said.getFirst();
    catalogue.add(Instant.EPOCH, event.severity(), event.kind(), event.sentence());
    assertThat(toldAtStart()).as("the same note").isZero();
    note(Stage.BACK, "not-started");
    assertThat(toldAtStart()).as("another one").isEqualTo(1);
  }

  /// How many events a run tells of that finds the note at its start.
  private int toldAtStart() throws IOException {
    int before = said.size();
    upkeep().begin(listener());
    return said.size() - before;
  }
}
