package farkeep.store.index;

import static org.assertj.core.api.Assertions.assertThat;

import farkeep.objects.Bytes32;
import farkeep.objects.ObjectId;
import farkeep.objects.PeerId;
import farkeep.objects.port.Disk;
import farkeep.objects.system.SystemTasks;
import farkeep.store.pack.PackClass;
import farkeep.store.pack.PackEntry;
import farkeep.store.pack.PackHeader;
import farkeep.testkit.SeededRandomness;
import farkeep.testkit.disk.CrashPoints;
import farkeep.testkit.disk.SimulatedDisk;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class IndexFileTest {
  private static final int MANY = 60_000;

  private final Disk disk = new SimulatedDisk(1 << 30);
  private final SplittableRandom random = new SplittableRandom(8);
  private final SystemTasks tasks = new SystemTasks();
  private IndexFile index;

  @BeforeEach
  void make() throws IOException {
    disk.makeDirectories("v");
    index = IndexFile.create(disk, "v", new SeededRandomness(1), tasks.monitor());
  }

  private ObjectId id() {
    return new ObjectId(
        new Bytes32(random.nextLong(), random.nextLong(), random.nextLong(), random.nextLong()));
  }

  private static PackHeader pack(int number, PackClass kind) {
    return new PackHeader(number, kind, new PeerId(new Bytes32(0, 0, 0, 1)), 0);
  }

  private List<PackEntry> entries(int count) {
    List<PackEntry> entries = new ArrayList<>();
    for (int i = 0; i < count; i++) entries.add(new PackEntry(id(), 4_096 + 64L * i, i + 1, false));
    return entries;
  }

  private static SortedSet<Integer> packs(int last) {
    SortedSet<Integer> packs = new TreeSet<>();
    for (int i = 1; i <= last; i++) packs.add(i);
    return packs;
  }

  @Test
  void many_objects_are_found_while_segments_grow() throws IOException {
    List<List<PackEntry>> all = new ArrayList<>();
    for (int pack = 1; pack <= 4; pack++) {
      all.add(entries(MANY / 4));
      index.insert(pack(pack, PackClass.META), all.getLast());
    }
    index.publish(packs(4));
    assertThat(index.objects()).isEqualTo(MANY);
    index = IndexFile.open(disk, "v", packs(4), tasks.monitor()).orElseThrow();
    for (int pack = 1; pack <= 4; pack++) {
      for (PackEntry each : all.get(pack - 1)) {
        assertThat(index.find(each.id()))
            .isEqualTo(new Place(pack, each.at(), each.length(), false, true));
      }
    }
    for (int i = 0; i < 1_000; i++) assertThat(index.find(id())).isNull();
  }

  @Test
  void the_farthest_place_and_the_highest_pack_fit_a_slot() throws IOException {
    PackEntry entry = new PackEntry(id(), (64L << 22) - 64, 8 << 20, false);
    index.insert(pack((1 << 24) - 1, PackClass.DATA), List.of(entry));
    assertThat(index.find(entry.id()))
        .isEqualTo(new Place((1 << 24) - 1, entry.at(), entry.length(), false, false));
  }

  @Test
  void the_newer_pack_wins_and_inserting_again_does_no_harm() throws IOException {
    List<PackEntry> entries = entries(10);
    for (int pack : new int[] {5, 4, 5}) index.insert(pack(pack, PackClass.DATA), entries);
    assertThat(index.objects()).isEqualTo(10);
    assertThat(index.find(entries.getFirst().id())).extracting(Place::pack).isEqualTo(5);
  }

  @Test
  void only_what_was_published_is_covered_and_strange_packs_are_noticed() throws IOException {
    index.insert(pack(1, PackClass.DATA), entries(5));
    index.insert(pack(3, PackClass.DATA), entries(5));
    index.publish(packs(4));
    index.insert(pack(4, PackClass.DATA), entries(5));
    IndexFile again = IndexFile.open(disk, "v", packs(5), tasks.monitor()).orElseThrow();
    assertThat(again.covered()).containsExactly(1, 3);
    SortedSet<Integer> without = packs(5);
    without.remove(3);
    assertThat(IndexFile.open(disk, "v", without, tasks.monitor())).isEmpty();
  }

  @Test
  void more_exceptions_than_fit_cost_only_another_insertion() throws IOException {
    index.insert(pack(1_000, PackClass.DATA), entries(5));
    index.publish(packs(1_000));
    IndexFile again = IndexFile.open(disk, "v", packs(1_000), tasks.monitor()).orElseThrow();
    assertThat(again.covered()).isEmpty();
  }

  /// Pages are written over in place, so one that was not forced is found as it was before: whole,
  /// and without what it should have.
  @Test
  void a_power_cut_at_any_moment_leaves_nothing_covered_that_is_not_found() throws Exception {
    SimulatedDisk cut = new SimulatedDisk(1 << 30).recording();
    cut.makeDirectories("v");
    IndexFile written = IndexFile.create(cut, "v", new SeededRandomness(1), tasks.monitor());
    List<List<PackEntry>> all = new ArrayList<>();
    for (int pack = 1; pack <= 4; pack++) {
      all.add(entries(500));
      written.insert(pack(pack, PackClass.META), all.getLast());
      written.publish(packs(pack));
    }
    int looked = new CrashPoints(cut).each(3, 2, (left, _, _) -> checkCovered(left, all));
    assertThat(looked).isGreaterThan(1_000);
  }

  private void checkCovered(Disk left, List<List<PackEntry>> all) throws IOException {
    if (!left.exists("v")) return;
    Optional<IndexFile> found = IndexFile.open(left, "v", packs(4), tasks.monitor());
    if (found.isEmpty()) return;
    for (int pack : found.get().covered()) {
      for (PackEntry each : all.get(pack - 1)) {
        assertThat(found.get().find(each.id())).as("in pack %d", pack).isNotNull();
      }
    }
  }
}
