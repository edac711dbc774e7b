package farkeep.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import farkeep.objects.port.Disk;
import farkeep.objects.port.DiskFile;
import farkeep.store.ObjectStore.Admission;
import farkeep.store.StoreEvent.What;
import farkeep.testkit.disk.SimulatedDisk;
import farkeep.testkit.objects.SampleObjects;
import farkeep.testkit.objects.SampleObjects.Sample;
import farkeep.testkit.tasks.SimulatedTasks;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Each log stands twice on the disk: what becomes of one of the two costs nothing.
class LogTwinTest {
  private static final String LOG = "vaults/one/vault.log";
  private static final String TWIN = "vaults/one/twin/vault.log";
  private static final String HEADS = "vaults/one/heads.log";
  private static final String HEADS_TWIN = "vaults/one/twin/heads.log";
  private static final int ENTRIES = 3;
  private static final int FRAME_BYTES = 256;

  private final SimulatedDisk disk = new SimulatedDisk(1 << 30);
  private final List<byte[]> entries = new ArrayList<>();
  private final List<byte[]> moves = new ArrayList<>();
  private final List<StoreEvent> events = new ArrayList<>();

  @FunctionalInterface
  private interface Use {
    void of(VaultStore store) throws Exception;
  }

  private void with(Disk used, Use use) {
    SimulatedTasks tasks = new SimulatedTasks(5);
    tasks.run(() -> {
      try (VaultStore store = WitnessedStore.open(tasks, used, TestSettings.SMALL, events)) {
        use.of(store);
      }
    });
  }

  @BeforeEach
  void keepSomeEntries() {
    Sample root = new SampleObjects(3).node(List.of(), 10);
    for (int i = 0; i < ENTRIES; i++) {
      entries.add(("entry %d %s".formatted(i, "e".repeat(80 + i))).getBytes());
      moves.add(("move %d %s".formatted(i, "m".repeat(70 + i))).getBytes());
    }
    with(
        disk,
        store -> {
          assertThat(store.admit(root.id(), root.stored())).isInstanceOf(Admission.Admitted.class);
          store.vaultLog().append(entries);
          for (byte[] move : moves) {
            var before = store.heads().head(WitnessedStore.FOLDER).map(ChainedLog::hash);
            store.heads().move(WitnessedStore.FOLDER, before, root.id(), move);
          }
        });
  }

  private void holdsEverything(Disk used) {
    with(
        used,
        store -> {
          assertThat(store.vaultLog().read(0, 1 << 20)).containsExactlyElementsOf(entries);
          assertThat(store.heads().read(0, 1 << 20)).containsExactlyElementsOf(moves);
          assertThat(store.heads().head(WitnessedStore.FOLDER)).contains(moves.getLast());
        });
  }

  /// Everything is there; and afterwards it is there twice, without another word: either half will
  /// do.
  private void mendsItself(SimulatedDisk hurt) throws IOException {
    holdsEverything(hurt);
    assertThat(events).extracting(StoreEvent::what).doesNotContain(What.DAMAGE_FOUND);
    events.clear();
    holdsEverything(hurt.crashedCopy(0));
    assertThat(events).isEmpty();
    for (List<String> gone : List.of(List.of(LOG, HEADS_TWIN), List.of(TWIN, HEADS))) {
      SimulatedDisk half = hurt.crashedCopy(0);
      for (String name : gone) half.delete(name);
      holdsEverything(half);
    }
    events.clear();
  }

  private static byte[] bytes(Disk disk, String name) throws IOException {
    try (DiskFile file = disk.open(name, Disk.Access.READ)) {
      ByteBuffer all = ByteBuffer.allocate((int) file.size());
      file.read(0, all);
      return all.array();
    }
  }

  @ParameterizedTest
  @CsvSource({LOG + "," + HEADS_TWIN, TWIN + "," + HEADS})
  void any_byte_of_either_file_may_rot(String one, String other) throws Exception {
    for (int at = 0; at < ENTRIES * FRAME_BYTES; at++) {
      SimulatedDisk hurt = disk.crashedCopy(at);
      hurt.rot(one, at, 1 << at % 8);
      hurt.rot(other, at, 1 << at % 8);
      if (at % 16 == 0) mendsItself(hurt);
      else holdsEverything(hurt);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {LOG, TWIN, HEADS, HEADS_TWIN})
  void either_file_may_be_gone_emptied_or_another(String name) throws Exception {
    SimulatedDisk gone = disk.crashedCopy(1);
    gone.delete(name);
    mendsItself(gone);
    SimulatedDisk emptied = disk.crashedCopy(2);
    try (DiskFile file = emptied.open(name, Disk.Access.READ_WRITE)) {
      file.truncate(0);
    }
    mendsItself(emptied);
    SimulatedDisk zeros = disk.crashedCopy(3);
    try (DiskFile file = zeros.open(name, Disk.Access.READ_WRITE)) {
      file.write(0, ByteBuffer.allocate((int) file.size()));
    }
    mendsItself(zeros);
  }

  @Test
  void damage_in_both_files_costs_nothing_where_it_does_not_meet() throws Exception {
    for (int i = 0; i < ENTRIES; i++) {
      String hurt = i % 2 == 0 ? LOG : TWIN;
      disk.rot(hurt, i * FRAME_BYTES + 9, 1);
    }
    holdsEverything(disk);
    assertThat(events).extracting(StoreEvent::what).containsOnly(What.DAMAGE_MENDED);
    events.clear();
    holdsEverything(disk);
    assertThat(events).isEmpty();
    assertThat(disk.list("vaults/one/quarantine")).contains("vault.log-0.tail");
  }

  @Test
  void what_is_damaged_in_both_files_is_told_once_at_each_opening_and_keeps_its_number()
      throws Exception {
    disk.rot(LOG, FRAME_BYTES + 9, 1);
    disk.rot(TWIN, FRAME_BYTES + 130, 1);
    for (int opening = 0; opening < 2; opening++) {
      events.clear();
      with(
          disk,
          store -> {
            List<byte[]> read = store.vaultLog().read(0, 1 << 20);
            assertThat(read).hasSize(ENTRIES);
            assertThat(read.get(1)).isEmpty();
            assertThat(read.get(2)).isEqualTo(entries.get(2));
          });
      assertThat(events).extracting(StoreEvent::what).containsExactly(What.DAMAGE_FOUND);
    }
  }

  @Test
  void a_data_directory_from_before_there_were_twins_is_completed() throws Exception {
    disk.delete(TWIN);
    disk.delete(HEADS_TWIN);
    disk.delete("vaults/one/twin");
    mendsItself(disk);
    assertThat(events).isEmpty();
  }

  @Test
  void a_twin_that_an_earlier_program_left_behind_is_completed() throws Exception {
    try (DiskFile twin = disk.open(TWIN, Disk.Access.READ_WRITE)) {
      twin.truncate(2 * FRAME_BYTES);
    }
    holdsEverything(disk);
    assertThat(events).isEmpty();
    assertThat(bytes(disk, TWIN)).isEqualTo(bytes(disk, LOG));
  }

  @Test
  void an_append_of_several_that_was_torn_in_the_middle_is_a_tail_and_no_damage() throws Exception {
    byte[] whole = bytes(disk, LOG);
    try (DiskFile twin = disk.open(TWIN, Disk.Access.READ_WRITE)) {
      twin.truncate(FRAME_BYTES);
    }
    disk.rot(LOG, FRAME_BYTES + 9, 1);
    with(
        disk,
        store -> {
          assertThat(store.vaultLog().read(0, 1 << 20)).containsExactly(entries.getFirst());
          store.vaultLog().append(entries.subList(1, ENTRIES));
        });
    assertThat(events).extracting(StoreEvent::what).containsExactly(What.TAIL_QUARANTINED);
    assertThat(bytes(disk, LOG)).isEqualTo(bytes(disk, TWIN)).hasSameSizeAs(whole);
    holdsEverything(disk);
  }

  @Test
  void a_twin_of_another_log_is_left_out() throws Exception {
    SimulatedDisk other = new SimulatedDisk(1 << 30);
    with(
        other,
        store -> {
          store.vaultLog().append(entries.subList(0, 2));
          for (int i = 0; i < 9; i++) store.vaultLog().append(List.of(new byte[100]));
        });
    try (DiskFile twin = disk.open(TWIN, Disk.Access.READ_WRITE)) {
      twin.write(0, ByteBuffer.wrap(bytes(other, TWIN)));
    }
    holdsEverything(disk);
    assertThat(bytes(disk, TWIN)).isEqualTo(bytes(disk, LOG));
  }

  @Test
  void an_entry_that_rots_while_the_box_runs_is_read_from_the_twin() {
    with(
        disk,
        store -> {
          disk.rot(LOG, 9, 1);
          disk.rot(HEADS_TWIN, 9, 1);
          assertThat(store.vaultLog().read(0, 1 << 20)).containsExactlyElementsOf(entries);
          assertThat(store.heads().read(0, 1 << 20)).containsExactlyElementsOf(moves);
        });
  }

  @Test
  void a_full_disk_reads_a_log_without_a_twin_and_refuses_to_go_on_with_it() throws Exception {
    disk.delete(TWIN);
    SimulatedDisk full = disk.copyWithFree(100);
    assertThatThrownBy(() ->
            with(
                full,
                store -> {
                  assertThat(store.vaultLog().read(0, 1 << 20)).containsExactlyElementsOf(entries);
                  store.vaultLog().append(List.of(new byte[300]));
                }))
        .hasRootCauseMessage("vaults/one/twin/vault.log.new");
    assertThat(events).extracting(StoreEvent::what).contains(What.MENDING_POSTPONED);
    events.clear();
    holdsEverything(full.copyWithFree(1 << 20));
    assertThat(events).isEmpty();
  }
}
