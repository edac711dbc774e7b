package farkeep.store;

import static org.assertj.core.api.Assertions.assertThat;

import farkeep.objects.Bytes32;
import farkeep.objects.ObjectId;
import farkeep.objects.PeerId;
import farkeep.objects.system.SystemClocks;
import farkeep.objects.system.SystemDisk;
import farkeep.objects.system.SystemTasks;
import farkeep.store.ObjectStore.Admission;
import farkeep.testkit.SeededRandomness;
import farkeep.testkit.objects.SampleObjects;
import farkeep.testkit.objects.SampleObjects.Sample;
import farkeep.testkit.proof.Heap;
import farkeep.testkit.proof.Proof;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Many small objects in one vault on a real disk: filled, opened again, read at random, and opened
/// without its index. `-Dscale.objects=10000000` tries more. Times are printed, memory is bounded.
@Tag("proof")
@Timeout(12 * 3600)
class ScaleTest {
  private static final int OBJECTS = Integer.getInteger("scale.objects", 100_000);
  private static final int CHUNK_BYTES = 400;
  private static final int CHILDREN = 255;
  private static final int LOOK_UPS = 10_000;

  /// What an open vault may hold, however many objects are in it.
  private static final long OPEN_BYTES_MAX = 32L << 20;

  @TempDir Path directory;
  private final List<StoreEvent> events = new ArrayList<>();

  @Test
  void a_vault_of_many_objects_opens_gives_each_and_gets_its_index_back() throws Exception {
    try (Proof proof = Proof.of("scale", "objects in one vault", 1)) {
      proof.next();
      proof.count(OBJECTS);
      List<ObjectId> some = new ArrayList<>();
      long before = Heap.usedBytes();
      Duration filled = timed(() -> fill(proof.seed(), some));
      Duration opened = timed(() -> open().close());
      Duration[] lookUps = readAtRandom(proof.seed(), some, before);
      assertThat(events).isEmpty();
      Files.delete(directory.resolve("vaults/one/index.fki"));
      Duration rebuilt = timed(() -> open().close());
      assertThat(events).as("a word about the index that was gone").hasSize(1);
      mustHoldAll(proof.seed());
      System.out.printf(
          "scale: %,d objects: filled in %d ms, opened in %d ms, without its index in %d ms;"
              + " an object is given in %d us (median), %d us (99 %%)%n",
          OBJECTS,
          filled.toMillis(),
          opened.toMillis(),
          rebuilt.toMillis(),
          lookUps[LOOK_UPS / 2].toNanos() / 1_000,
          lookUps[LOOK_UPS * 99 / 100].toNanos() / 1_000);
      proof.passed();
    }
  }

  private VaultStore open() throws IOException {
    StorePorts ports =
        new StorePorts(
            new SystemDisk(directory),
            new SystemTasks(),
            new SystemClocks(),
            new SeededRandomness(1),
            events::add);
    VaultPlace place = new VaultPlace("vaults/one", new PeerId(new Bytes32(1, 2, 3, 4)));
    return PackedVaultStore.open(ports, place, StoreSettings.standard());
  }

  /// @param some gets the ids of [#LOOK_UPS] objects, evenly spread
  private void fill(long seed, List<ObjectId> some) throws Exception {
    SampleObjects samples = new SampleObjects(seed);
    List<ObjectId> chunks = new ArrayList<>();
    try (VaultStore store = open()) {
      for (int i = 0; i < OBJECTS; i++) {
        boolean node = chunks.size() == CHILDREN;
        Sample next = node ? samples.node(chunks, CHUNK_BYTES) : samples.chunk(CHUNK_BYTES);
        if (node) chunks.clear();
        else chunks.add(next.id());
        Admission admission = store.admit(next.id(), next.stored());
        if (node) store.force(((Admission.Admitted) admission).watermark());
        if (some.size() < (i + 1L) * LOOK_UPS / OBJECTS) some.add(next.id());
      }
    }
  }

  private Duration[] readAtRandom(long seed, List<ObjectId> some, long before) throws Exception {
    List<ObjectId> order = new ArrayList<>(some);
    Collections.shuffle(order, new Random(seed));
    Duration[] took = new Duration[order.size()];
    try (VaultStore store = open()) {
      for (int i = 0; i < took.length; i++) {
        ObjectId id = order.get(i);
        took[i] = timed(() -> assertThat(store.get(id)).isPresent());
      }
      assertThat(Heap.usedBytes() - before)
          .as("what an open vault holds")
          .isLessThan(OPEN_BYTES_MAX);
    }
    Arrays.sort(took);
    return took;
  }

  private void mustHoldAll(long seed) throws IOException {
    SampleObjects samples = new SampleObjects(seed);
    List<ObjectId> chunks = new ArrayList<>();
    try (VaultStore store = open()) {
      for (int i = 0; i < OBJECTS; i++) {
        boolean node = chunks.size() == CHILDREN;
        Sample next = node ? samples.node(chunks, CHUNK_BYTES) : samples.chunk(CHUNK_BYTES);
        if (!node) chunks.add(next.id());
        else assertThat(store.lacks(chunks)).isEmpty();
        if (node) chunks.clear();
      }
      assertThat(store.lacks(chunks)).isEmpty();
    }
  }

  @FunctionalInterface
  private interface Act {
    void run() throws Exception;
  }

  private static Duration timed(Act act) throws Exception {
    long began = System.nanoTime();
    act.run();
    return Duration.ofNanos(System.nanoTime() - began);
  }
}
