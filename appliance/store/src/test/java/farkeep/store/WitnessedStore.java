package farkeep.store;

import static org.assertj.core.api.Assertions.assertThat;

import farkeep.objects.Bytes32;
import farkeep.objects.EntryHash;
import farkeep.objects.FolderTag;
import farkeep.objects.ObjectHeader;
import farkeep.objects.ObjectId;
import farkeep.objects.PeerId;
import farkeep.objects.port.Disk;
import farkeep.store.HeadLog.Move;
import farkeep.store.ObjectStore.Admission;
import farkeep.testkit.SeededRandomness;
import farkeep.testkit.disk.SimulatedDisk;
import farkeep.testkit.objects.SampleObjects.Sample;
import farkeep.testkit.tasks.SimulatedTasks;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// A store on a simulated disk, and a witness of all that it acknowledged: after any power cut it
/// says whether the store that is found then keeps every promise.
///
/// Only inside [SimulatedTasks#run].
final class WitnessedStore {
  static final VaultPlace PLACE = new VaultPlace("vaults/one", new PeerId(new Bytes32(1, 2, 3, 4)));
  static final FolderTag FOLDER = new FolderTag(1, 2);

  private static final long NEVER = Long.MAX_VALUE;

  private final SimulatedTasks tasks;
  private final SimulatedDisk disk;
  private final StoreSettings settings;
  private final List<Witnessed> objects = new ArrayList<>();
  private final List<Entry> heads = new ArrayList<>();
  private final List<Entry> vaultLog = new ArrayList<>();
  final List<StoreEvent> events = new ArrayList<>();
  private VaultStore store;

  /// An object, and the operation after which it was acknowledged.
  private static final class Witnessed {
    final Sample sample;
    final long watermark;
    long kept = NEVER;

    Witnessed(Sample sample, long watermark) {
      this.sample = sample;
      this.watermark = watermark;
    }
  }

  /// A log entry that was tried, and the operation after which it was acknowledged.
  private static final class Entry {
    final byte[] bytes;
    long kept = NEVER;

    Entry(byte[] bytes) {
      this.bytes = bytes;
    }
  }

  WitnessedStore(SimulatedTasks tasks, SimulatedDisk disk, StoreSettings settings)
      throws IOException {
    this.tasks = tasks;
    this.disk = disk;
    this.settings = settings;
    this.store = open(tasks, disk, settings, events);
  }

  static VaultStore open(
      SimulatedTasks tasks, Disk disk, StoreSettings settings, List<StoreEvent> events)
      throws IOException {
    StorePorts ports = new StorePorts(disk, tasks, tasks, new SeededRandomness(9), events::add);
    return PackedVaultStore.open(ports, PLACE, settings);
  }

  VaultStore store() {
    return store;
  }

  /// Admits an object that must be admitted.
  long admit(Sample sample) throws Exception {
    Admission admission = store.admit(sample.id(), sample.stored());
    assertThat(admission).isInstanceOf(Admission.Admitted.class);
    long watermark = ((Admission.Admitted) admission).watermark();
    objects.add(new Witnessed(sample, watermark));
    return watermark;
  }

  /// Forces, and notes what is durable now.
  void force(long watermark) throws Exception {
    store.force(watermark);
    for (Witnessed each : objects) {
      if (each.watermark <= watermark) each.kept = Math.min(each.kept, disk.operations());
    }
  }

  /// Moves the folder's head to a snapshot.
  Move move(ObjectId snapshot) throws Exception {
    Optional<EntryHash> tip = store.heads().head(FOLDER).map(ChainedLog::hash);
    Entry entry = new Entry(("move " + heads.size() + " to " + snapshot).getBytes());
    heads.add(entry);
    Move move = store.heads().move(FOLDER, tip, snapshot, entry.bytes);
    assertThat(move).isInstanceOf(Move.Moved.class);
    entry.kept = disk.operations();
    for (Witnessed each : objects) {
      if (each.sample.id().equals(snapshot)) each.kept = Math.min(each.kept, disk.operations());
    }
    return move;
  }

  /// Appends entries to the vault log, in one go.
  void appendToVaultLog(String... texts) throws Exception {
    List<Entry> added = Stream.of(texts).map(text -> new Entry(text.getBytes())).toList();
    vaultLog.addAll(added);
    store.vaultLog().append(added.stream().map(it -> it.bytes).toList());
    for (Entry each : added) each.kept = disk.operations();
  }

  void close() throws IOException {
    store.close();
    for (Witnessed each : objects) each.kept = Math.min(each.kept, disk.operations());
  }

  void reopen() throws IOException {
    close();
    store = open(tasks, disk, settings, events);
  }

  /// What a store said it has.
  record Seen(List<ObjectId> kept, int heads, int vaultLog) {
    static final Seen NOTHING = new Seen(List.of(), 0, 0);
  }

  /// What a store that was opened on the same disk says it has of all that was tried.
  Seen seenIn(VaultStore found) throws IOException {
    List<ObjectId> kept = new ArrayList<>();
    for (Witnessed each : objects) {
      ObjectId id = each.sample.id();
      if (found.lacks(List.of(id)).isEmpty()) kept.add(id);
    }
    return new Seen(kept, (int) found.heads().entries(), (int) found.vaultLog().entries());
  }

  /// Checks what a power cut left.
  ///
  /// @param operations how many the disk had done
  void check(SimulatedDisk left, long operations, long seed) {
    check(left, operations, seed, Seen.NOTHING);
  }

  /// Checks what a power cut left.
  ///
  /// @param operations how many the disk had done
  /// @param seen what was said before the power cut, and holds
  void check(SimulatedDisk left, long operations, long seed, Seen seen) {
    List<StoreEvent> said = new ArrayList<>();
    SimulatedTasks after = new SimulatedTasks(seed);
    after.run(() -> checkOnce(after, left, operations, seen, said));
    assertThat(said)
        .extracting(StoreEvent::what)
        .doesNotContain(StoreEvent.What.DAMAGE_FOUND, StoreEvent.What.STORE_FAILED);
  }

  private void checkOnce(
      SimulatedTasks after, SimulatedDisk left, long operations, Seen seen, List<StoreEvent> said)
      throws Exception {
    try (VaultStore found = open(after, left, settings, said)) {
      assertThat(found.lacks(seen.kept)).as("said to be kept, and is not").isEmpty();
      assertThat(found.heads().entries()).as("heads").isGreaterThanOrEqualTo(seen.heads);
      assertThat(found.vaultLog().entries()).as("log").isGreaterThanOrEqualTo(seen.vaultLog);
      checkObjects(found, operations);
      checkLog(found.heads().read(0, Integer.MAX_VALUE), heads, operations);
      checkLog(found.vaultLog().read(0, Integer.MAX_VALUE), vaultLog, operations);
      for (Witnessed each : objects) {
        assertThat(found.admit(each.sample.id(), each.sample.stored()))
            .isInstanceOf(Admission.Admitted.class);
      }
    }
    try (VaultStore again = open(after, left, settings, said)) {
      checkObjects(again, NEVER - 1);
      for (Witnessed each : objects) {
        assertThat(again.get(each.sample.id())).get().isEqualTo(each.sample.stored());
      }
    }
  }

  private void checkObjects(VaultStore found, long operations) throws IOException {
    for (Witnessed each : objects) {
      Optional<byte[]> stored = found.get(each.sample.id());
      boolean kept = found.lacks(List.of(each.sample.id())).isEmpty();
      assertThat(stored.isPresent()).isEqualTo(kept);
      if (each.kept <= operations) {
        assertThat(kept).as("%s, acknowledged after %d", each.sample.id(), each.kept).isTrue();
      }
      if (!kept) continue;
      assertThat(stored).get().isEqualTo(each.sample.stored());
      List<ObjectId> children = ObjectHeader.parse(each.sample.stored()).children();
      assertThat(found.lacks(children)).as("children of a kept object").isEmpty();
    }
  }

  private static void checkLog(List<byte[]> found, List<Entry> tried, long operations) {
    assertThat(found.size()).isLessThanOrEqualTo(tried.size());
    for (int i = 0; i < tried.size(); i++) {
      if (i < found.size()) assertThat(found.get(i)).isEqualTo(tried.get(i).bytes);
      else assertThat(tried.get(i).kept).as("entry %d", i).isGreaterThan(operations);
    }
  }
}
