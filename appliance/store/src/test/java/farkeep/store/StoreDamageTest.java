package farkeep.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import farkeep.objects.ObjectId;
import farkeep.objects.port.AlreadyLockedException;
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
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// What a store does about bytes that rot, files that vanish and disks that fill up.
class StoreDamageTest {
  private static final String DATA_PACK = "vaults/one/packs/00/0000000000000001.pk";
  private static final String META_PACK = "vaults/one/packs/00/0000000000000002.pk";
  private static final String INDEX = "vaults/one/index.fki";
  private static final int FLIPS = 150;

  private final SimulatedDisk disk = new SimulatedDisk(1 << 30);
  private final SampleObjects samples = new SampleObjects(11);
  private final List<StoreEvent> events = new ArrayList<>();
  private final List<Sample> kept = new ArrayList<>();

  @FunctionalInterface
  private interface Use {
    void of(VaultStore store) throws Exception;
  }

  private void with(Disk used, StoreSettings settings, Use use) {
    SimulatedTasks tasks = new SimulatedTasks(5);
    tasks.run(() -> {
      try (VaultStore store = WitnessedStore.open(tasks, used, settings, events)) {
        use.of(store);
      }
    });
  }

  private void with(Use use) {
    with(disk, TestSettings.SMALL, use);
  }

  private Sample keep(VaultStore store, Sample sample) throws Exception {
    assertThat(store.admit(sample.id(), sample.stored())).isInstanceOf(Admission.Admitted.class);
    kept.add(sample);
    return sample;
  }

  private void keepSome(VaultStore store) throws Exception {
    List<ObjectId> chunks = new ArrayList<>();
    for (int i = 0; i < 6; i++) chunks.add(keep(store, samples.chunk(1_000 + i)).id());
    keep(store, samples.node(chunks, 500));
  }

  private void allAreKept(VaultStore store) throws IOException {
    for (Sample each : kept) assertThat(store.get(each.id())).get().isEqualTo(each.stored());
  }

  @Test
  void a_lost_or_rotten_index_is_made_anew() throws Exception {
    with(this::keepSome);
    disk.delete(INDEX);
    with(this::allAreKept);
    assertThat(events).extracting(StoreEvent::what).containsExactly(What.INDEX_REBUILT);
    for (long at = 16_384; at < disk.size(INDEX); at += 512) disk.rot(INDEX, at + 9, 1);
    with(this::allAreKept);
    assertThat(events).extracting(StoreEvent::what).contains(What.INDEX_REBUILT).hasSize(2);
    with(this::allAreKept);
    for (int at = 0; at < 16_384; at += 4_096) disk.rot(INDEX, at, 1);
    with(this::allAreKept);
    assertThat(events).hasSize(3);
  }

  @Test
  void a_lost_index_and_rotten_footers_are_made_anew_by_reading_everything() throws Exception {
    with(this::keepSome);
    disk.delete(INDEX);
    disk.rot(DATA_PACK, disk.size(DATA_PACK) - 10, 4);
    disk.rot(META_PACK, disk.size(META_PACK) - 150, 4);
    with(this::allAreKept);
    assertThat(events).extracting(StoreEvent::what).contains(What.TAIL_QUARANTINED);
    with(this::allAreKept);
  }

  @Test
  void every_flipped_bit_of_a_sealed_pack_is_noticed_or_harmless() throws Exception {
    with(this::keepSome);
    SplittableRandom random = new SplittableRandom(3);
    int damaged = 0;
    for (int i = 0; i < FLIPS; i++) {
      String pack = random.nextBoolean() ? DATA_PACK : META_PACK;
      SimulatedDisk copy = disk.crashedCopy(i);
      copy.rot(pack, random.nextLong(copy.size(pack)), 1 << random.nextInt(8));
      if (random.nextInt(3) == 0) copy.delete(INDEX);
      damaged += lostOn(copy);
    }
    assertThat(damaged).isGreaterThan(FLIPS / 4);
  }

  /// Objects that are no longer given; none of the others is altered.
  private int lostOn(SimulatedDisk copy) {
    int[] lost = {0};
    with(
        copy,
        TestSettings.SMALL,
        store -> {
          for (Sample each : kept) {
            try {
              Optional<byte[]> stored = store.get(each.id());
              if (stored.isPresent()) assertThat(stored.get()).isEqualTo(each.stored());
              else lost[0]++;
            } catch (DamagedObjectException e) {
              lost[0]++;
              assertThat(store.lacks(List.of(each.id()))).containsExactly(each.id());
            }
          }
          for (Sample each : kept) {
            assertThat(store.admit(each.id(), each.stored()))
                .isInstanceOf(Admission.Admitted.class);
          }
          allAreKept(store);
        });
    with(copy, TestSettings.SMALL, this::allAreKept);
    return lost[0];
  }

  @Test
  void a_damaged_object_is_named_lacked_and_replaced() throws Exception {
    with(this::keepSome);
    disk.rot(DATA_PACK, 4_096 + 64 + 200, 0x10);
    Sample first = kept.getFirst();
    with(store -> {
      assertThatThrownBy(() -> store.get(first.id()))
          .isInstanceOf(DamagedObjectException.class)
          .hasMessageContaining(first.id().abbreviated())
          .hasMessageContaining("in pack 1 at byte 4096");
      assertThat(store.lacks(List.of(first.id()))).containsExactly(first.id());
    });
    assertThat(events).extracting(StoreEvent::what).containsExactly(What.DAMAGE_FOUND);
    with(store -> {
      assertThat(store.lacks(List.of(first.id()))).containsExactly(first.id());
      Sample above = samples.node(List.of(first.id()), 10);
      assertThat(store.admit(above.id(), above.stored()))
          .isEqualTo(new Admission.Missing(List.of(first.id())));
      keep(store, first);
      allAreKept(store);
    });
    with(this::allAreKept);
  }

  @Test
  void rot_in_an_open_pack_costs_only_what_rotted() throws Exception {
    SimulatedDisk[] left = new SimulatedDisk[1];
    with(store -> {
      keepSome(store);
      Sample last = keep(store, samples.chunk(10));
      store.force(((Admission.Admitted) store.admit(last.id(), last.stored())).watermark());
      Sample more = samples.chunk(20);
      store.force(((Admission.Admitted) store.admit(more.id(), more.stored())).watermark());
      left[0] = disk.crashedCopy(0);
    });
    left[0].rot(DATA_PACK, 4_096 + 20, 1); // the head of the first record
    assertThat(lostOn(left[0])).isEqualTo(1);
    assertThat(events).extracting(StoreEvent::what).contains(What.DAMAGE_FOUND);
  }

  @Test
  void a_pack_that_nobody_can_read_is_set_aside() throws Exception {
    with(this::keepSome);
    disk.delete(INDEX);
    disk.rot(META_PACK, 1, 1);
    disk.rot(META_PACK, 2_049, 1);
    disk.rot(META_PACK, disk.size(META_PACK) - 2, 1);
    assertThat(lostOn(disk)).isEqualTo(1);
    assertThat(events).extracting(StoreEvent::what).contains(What.PACK_QUARANTINED);
    assertThat(disk.list("vaults/one/quarantine")).containsExactly("0000000000000002.pk");
  }

  @Test
  void a_damaged_log_entry_keeps_its_number() throws Exception {
    with(store -> {
      for (int i = 0; i < 5; i++) store.vaultLog().append(List.of(("entry " + i).getBytes()));
    });
    disk.rot("vaults/one/vault.log", 2 * 192 + 130, 1);
    disk.rot("vaults/one/twin/vault.log", 2 * 192 + 9, 1);
    with(store -> {
      List<byte[]> entries = store.vaultLog().read(0, 1_000);
      assertThat(entries).hasSize(5);
      assertThat(entries.get(2)).isEmpty();
      assertThat(entries.get(3)).asString().isEqualTo("entry 3");
      assertThat(store.vaultLog().append(List.of("entry 5".getBytes()))).isEqualTo(6);
    });
    assertThat(events).extracting(StoreEvent::what).containsExactly(What.DAMAGE_FOUND);
  }

  @Test
  void a_directory_is_opened_once() {
    SimulatedTasks tasks = new SimulatedTasks(5);
    tasks.run(() -> {
      try (VaultStore _ = WitnessedStore.open(tasks, disk, TestSettings.SMALL, events)) {
        assertThatThrownBy(() -> WitnessedStore.open(tasks, disk, TestSettings.SMALL, events))
            .isInstanceOf(AlreadyLockedException.class)
            .hasMessageContaining("vaults/one is in use");
      }
    });
  }

  @Test
  void a_full_disk_refuses_objects_and_still_moves_heads() throws Exception {
    SimulatedDisk small = new SimulatedDisk(600_000);
    StoreSettings settings =
        new StoreSettings(
            TestSettings.SMALL.packs(),
            TestSettings.SMALL.commits(),
            new StoreSettings.Reserve(200_000, 0, 50_000));
    with(
        small,
        settings,
        store -> {
          Sample root = keep(store, samples.node(List.of(), 10));
          Admission admission = new Admission.Admitted(0);
          long watermark = 0;
          for (int i = 0; i < 100 && admission instanceof Admission.Admitted; i++) {
            Sample chunk = samples.chunk(20_000);
            admission = store.admit(chunk.id(), chunk.stored());
            if (admission instanceof Admission.Admitted(long last)) watermark = last;
          }
          store.force(watermark);
          assertThat(admission).isInstanceOf(Admission.Full.class);
          Admission.Full full = (Admission.Full) admission;
          assertThat(full.neededBytes()).isGreaterThan(20_000);
          assertThat(full.freeBytes()).isLessThan(full.neededBytes());
          try (DiskFile stuffing = small.create("stuffing")) {
            byte[] rest = new byte[(int) small.freeBytes()];
            stuffing.write(0, ByteBuffer.wrap(rest));
            assertThat(
                    store
                        .heads()
                        .move(WitnessedStore.FOLDER, Optional.empty(), root.id(), new byte[220]))
                .isInstanceOf(HeadLog.Move.Moved.class);
          }
          small.delete("stuffing");
        });
    with(small, settings, this::allAreKept);
  }

  @Test
  void heads_move_by_compare_and_swap() {
    with(store -> {
      Sample root = samples.node(List.of(), 10);
      assertThat(
              store.heads().move(WitnessedStore.FOLDER, Optional.empty(), root.id(), new byte[9]))
          .isEqualTo(new HeadLog.Move.Lacking(root.id()));
      keep(store, root);
      HeadLog.Move first =
          store.heads().move(WitnessedStore.FOLDER, Optional.empty(), root.id(), new byte[9]);
      assertThat(first).isInstanceOf(HeadLog.Move.Moved.class);
      HeadLog.Move second =
          store.heads().move(WitnessedStore.FOLDER, Optional.empty(), root.id(), new byte[8]);
      assertThat(second).isInstanceOf(HeadLog.Move.Behind.class);
      assertThat(((HeadLog.Move.Behind) second).head()).get().isEqualTo(new byte[9]);
      assertThat(store.heads().entries()).isEqualTo(1);
      assertThat(store.heads().tip()).contains(((HeadLog.Move.Moved) first).entry());
    });
  }

  @Test
  void packs_are_sealed_by_size_and_by_age() {
    SimulatedTasks tasks = new SimulatedTasks(5);
    tasks.run(() -> {
      try (VaultStore store = WitnessedStore.open(tasks, disk, TestSettings.SMALL, events)) {
        for (int i = 0; i < 10; i++) keep(store, samples.chunk(20_000));
        assertThat(disk.list("vaults/one/packs/00")).hasSize(5);
        tasks.sleep(TestSettings.SMALL.packs().ageMax().plusSeconds(1));
        keep(store, samples.chunk(1_000));
        assertThat(disk.list("vaults/one/packs/00")).hasSize(6);
        allAreKept(store);
      }
    });
  }
}
