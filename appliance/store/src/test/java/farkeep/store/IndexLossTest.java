package farkeep.store;

import static org.assertj.core.api.Assertions.assertThat;

import farkeep.objects.ObjectId;
import farkeep.objects.port.Disk;
import farkeep.objects.port.DiskFile;
import farkeep.store.ObjectStore.Admission;
import farkeep.store.index.IndexFile;
import farkeep.store.index.Place;
import farkeep.testkit.disk.SimulatedDisk;
import farkeep.testkit.objects.SampleObjects;
import farkeep.testkit.objects.SampleObjects.Sample;
import farkeep.testkit.proof.Proof;
import farkeep.testkit.tasks.SimulatedTasks;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// The index is deleted, damaged or replaced by an older one, while the store is closed or in the
/// middle of its work: it is made anew, and says the same of every object.
@Tag("proof")
class IndexLossTest {
  private static final String INDEX = "vaults/one/index.fki";
  private static final int BACKUPS = 12;

  @Test
  void the_index_comes_back_the_same_whatever_becomes_of_it() throws Exception {
    try (Proof proof = Proof.of("index lost", "lost or damaged indexes", 100)) {
      while (proof.next()) loseIt(proof.seed());
      proof.passed();
    }
  }

  private static void loseIt(long seed) throws IOException {
    SplittableRandom random = new SplittableRandom(seed);
    SimulatedDisk disk = new SimulatedDisk(1 << 30);
    Map<ObjectId, byte[]> kept = new LinkedHashMap<>();
    int hurtAfter = 2 + random.nextInt(BACKUPS - 2);
    boolean whileOpen = random.nextBoolean();
    int[] sessions =
        whileOpen ? new int[] {BACKUPS} : new int[] {hurtAfter / 2, hurtAfter, BACKUPS};
    SimulatedTasks tasks = new SimulatedTasks(seed);
    tasks.run(() -> {
      SampleObjects samples = new SampleObjects(seed);
      byte[] older = new byte[0];
      int done = 0;
      for (int until : sessions) {
        try (VaultStore store = open(tasks, disk)) {
          while (done < until) {
            backUp(store, samples, kept);
            if (++done == hurtAfter && whileOpen) hurt(disk, older, random);
            readAll(store, kept);
          }
        }
        if (done == hurtAfter) hurt(disk, older, random);
        older = disk.exists(INDEX) ? bytes(disk) : older;
      }
      try (VaultStore store = open(tasks, disk)) {
        readAll(store, kept);
      }
    });
    assertThat(places(disk, kept)).isEqualTo(freshPlaces(disk, kept));
  }

  private static VaultStore open(SimulatedTasks tasks, Disk disk) throws IOException {
    return WitnessedStore.open(tasks, disk, TestSettings.SMALL, new ArrayList<>());
  }

  private static void backUp(VaultStore store, SampleObjects samples, Map<ObjectId, byte[]> kept)
      throws Exception {
    List<ObjectId> chunks = new ArrayList<>();
    long watermark = 0;
    for (int i = 0; i < 6; i++) {
      Sample chunk = samples.chunk(3_000 + 700 * i);
      watermark = admit(store, chunk, kept);
      chunks.add(chunk.id());
    }
    watermark = Math.max(watermark, admit(store, samples.node(chunks, 500), kept));
    store.force(watermark);
  }

  private static long admit(VaultStore store, Sample sample, Map<ObjectId, byte[]> kept)
      throws Exception {
    Admission admission = store.admit(sample.id(), sample.stored());
    assertThat(admission).isInstanceOf(Admission.Admitted.class);
    kept.put(sample.id(), sample.stored());
    return ((Admission.Admitted) admission).watermark();
  }

  private static void readAll(VaultStore store, Map<ObjectId, byte[]> kept) throws IOException {
    for (Map.Entry<ObjectId, byte[]> each : kept.entrySet()) {
      assertThat(store.get(each.getKey())).get().isEqualTo(each.getValue());
      assertThat(store.lacks(List.of(each.getKey()))).isEmpty();
    }
  }

  private static byte[] bytes(Disk disk) throws IOException {
    try (DiskFile file = disk.open(INDEX, Disk.Access.READ)) {
      ByteBuffer all = ByteBuffer.allocate((int) file.size());
      file.read(0, all);
      return all.array();
    }
  }

  /// @param older what the index was earlier; nothing when it may not be put in its place
  private static void hurt(Disk disk, byte[] older, SplittableRandom random) throws IOException {
    int how = random.nextInt(5);
    if (how == 0) {
      disk.delete(INDEX);
      return;
    }
    try (DiskFile file = disk.open(INDEX, Disk.Access.READ_WRITE)) {
      byte[] now = bytes(disk);
      switch (how) {
        case 1 -> file.truncate(random.nextLong(file.size()));
        case 2 -> {
          byte[] noise = new byte[1 + random.nextInt(now.length)];
          random.nextBytes(noise);
          file.write(random.nextInt(now.length), ByteBuffer.wrap(noise));
        }
        case 3 -> {
          for (int i = 0; i < 40; i++) {
            int at = random.nextInt(now.length);
            file.write(at, ByteBuffer.wrap(new byte[] {(byte) ~now[at]}));
          }
        }
        default -> file.write(0, ByteBuffer.wrap(older));
      }
      file.force();
    }
  }

  private static Map<ObjectId, Place> freshPlaces(SimulatedDisk disk, Map<ObjectId, byte[]> kept)
      throws IOException {
    SimulatedDisk copy = disk.crashedCopy(0);
    copy.delete(INDEX);
    SimulatedTasks tasks = new SimulatedTasks(1);
    tasks.run(() -> open(tasks, copy).close());
    return places(copy, kept);
  }

  private static Map<ObjectId, Place> places(SimulatedDisk disk, Map<ObjectId, byte[]> kept)
      throws IOException {
    TreeSet<Integer> packs = new TreeSet<>();
    for (String name : disk.list("vaults/one/packs/00")) {
      packs.add(Integer.parseInt(name.split("\\.")[0], 16));
    }
    Map<ObjectId, Place> places = new LinkedHashMap<>();
    try (IndexFile index =
        IndexFile.open(disk, "vaults/one", packs, new SimulatedTasks(1).monitor()).orElseThrow()) {
      SimulatedTasks tasks = new SimulatedTasks(2);
      assertThat(index.covered()).isEqualTo(packs);
      tasks.run(() -> {
        for (ObjectId id : kept.keySet()) places.put(id, index.find(id));
      });
    }
    assertThat(places).doesNotContainValue(null);
    return places;
  }
}
