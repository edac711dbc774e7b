package farkeep.store;

import static org.assertj.core.api.Assertions.assertThat;

import farkeep.objects.ObjectId;
import farkeep.objects.port.Disk;
import farkeep.objects.port.DiskFile;
import farkeep.objects.system.SystemDisk;
import farkeep.store.ObjectStore.Admission;
import farkeep.store.pack.PackEntry;
import farkeep.store.pack.PackFooter;
import farkeep.store.pack.PackFormat;
import farkeep.testkit.disk.SimulatedDisk;
import farkeep.testkit.objects.SampleObjects;
import farkeep.testkit.objects.SampleObjects.Sample;
import farkeep.testkit.proof.Proof;
import farkeep.testkit.tasks.SimulatedTasks;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/// Sealed packs rot, by bits and by blocks: no altered byte is ever handed out, and no object is
/// lost whose bytes are whole.
@Tag("proof")
class BitRotTest {
  private static final String PACKS = "vaults/one/packs/00";
  private static final String INDEX = "vaults/one/index.fki";
  private static final int MIB = 1 << 20;
  private static final int FULL_PACK_MIB = 256;
  private static final int SMALL_PACK_MIB = 4;
  private static final int LARGEST_BLOCK_PART = 16;
  private static final int HEADER_COPY_BYTES = 56;
  private static final int SECOND_HEADER_AT = 2_048;
  private static final int OBJECT_BYTES = 120_000;

  private final List<ObjectId> kept = new ArrayList<>();

  /// Bytes of a pack that are no longer what they were.
  private record Damage(String pack, long at, byte[] bytes) {
    @Override
    public String toString() {
      return "%d B at %d of %s".formatted(bytes.length, at, pack);
    }
  }

  @Test
  void no_altered_byte_of_a_small_pack_is_handed_out() throws Exception {
    SimulatedDisk disk = new SimulatedDisk(1 << 30);
    fill(disk, SMALL_PACK_MIB);
    int harmed = 0;
    try (Proof proof = Proof.of("bit rot", "damaged packs of 4 MiB", 500)) {
      while (proof.next()) {
        SimulatedDisk hurt = disk.crashedCopy(0);
        if (hurtAndRead(hurt, proof.seed()) > 0) harmed++;
      }
      proof.passed();
    }
    assertThat(harmed).as("cases in which an object was hit").isPositive();
  }

  @Test
  @EnabledIfSystemProperty(named = "prove.minutes", matches = ".+")
  void no_altered_byte_of_a_full_pack_is_handed_out(@TempDir Path directory) throws Exception {
    Disk disk = new SystemDisk(directory);
    fill(disk, FULL_PACK_MIB);
    Path saved = directory.resolveSibling(directory.getFileName() + "-whole");
    copy(directory, saved);
    try (Proof proof = Proof.of("bit rot, full packs", "damaged packs of 256 MiB", 10)) {
      while (proof.next()) {
        hurtAndRead(disk, proof.seed());
        delete(directory.resolve("vaults"));
        copy(saved.resolve("vaults"), directory.resolve("vaults"));
      }
      proof.passed();
    } finally {
      delete(saved);
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    try (var all = Files.walk(from)) {
      for (Path each : all.toList()) Files.copy(each, to.resolve(from.relativize(each).toString()));
    }
  }

  private static void delete(Path tree) throws IOException {
    try (var all = Files.walk(tree)) {
      for (Path each : all.toList().reversed()) Files.delete(each);
    }
  }

  private static StoreSettings packsOf(int mib) {
    return new StoreSettings(
        new StoreSettings.PackLimits((long) mib * MIB, mib * MIB / 4, 100_000, Duration.ofDays(1)),
        StoreSettings.CommitPolicy.standard(),
        new StoreSettings.Reserve(0, 0, 0));
  }

  private void fill(Disk disk, int mib) {
    SampleObjects samples = new SampleObjects(mib);
    SplittableRandom random = new SplittableRandom(mib);
    SimulatedTasks tasks = new SimulatedTasks(1);
    tasks.run(() -> {
      try (VaultStore store = WitnessedStore.open(tasks, disk, packsOf(mib), new ArrayList<>())) {
        for (long bytes = 0; bytes < (long) mib * MIB - 2 * OBJECT_BYTES; ) {
          List<ObjectId> chunks = new ArrayList<>();
          for (int i = 0; i < 8; i++) {
            Sample chunk = samples.chunk(random.nextInt(OBJECT_BYTES / 8));
            keep(store, chunk);
            chunks.add(chunk.id());
            bytes += PackFormat.recordBytes(chunk.stored().length);
          }
          keep(store, samples.node(chunks, 300));
          if (random.nextInt(4) == 0) tasks.sleep(Duration.ofSeconds(1));
        }
      }
    });
  }

  private void keep(VaultStore store, Sample sample) throws Exception {
    assertThat(store.admit(sample.id(), sample.stored())).isInstanceOf(Admission.Admitted.class);
    kept.add(sample.id());
  }

  /// @return how many objects were hit
  private int hurtAndRead(Disk disk, long seed) throws IOException {
    SplittableRandom random = new SplittableRandom(seed);
    Damage damage = damage(disk, random);
    Set<ObjectId> hit = hitBy(disk, damage);
    Map<ObjectId, String> whereIs = whereAll(disk);
    try (DiskFile file = disk.open(damage.pack, Disk.Access.READ_WRITE)) {
      file.write(damage.at, ByteBuffer.wrap(damage.bytes));
      file.force();
    }
    boolean withIndex = random.nextBoolean();
    if (!withIndex) disk.delete(INDEX);
    SimulatedTasks tasks = new SimulatedTasks(seed);
    tasks.run(() -> {
      try (VaultStore store =
          WitnessedStore.open(tasks, disk, packsOf(FULL_PACK_MIB), new ArrayList<>())) {
        for (ObjectId id : kept) {
          Optional<byte[]> stored = readOrLost(store, id);
          if (stored.isPresent()) {
            assertThat(ObjectId.ofStored(stored.get())).as("what is handed out").isEqualTo(id);
          } else {
            assertThat(hit.contains(id))
                .as("%s is lost to %s, with index %s", whereIs.get(id), damage, withIndex)
                .isTrue();
            assertThat(store.lacks(List.of(id))).as("asked for again").containsExactly(id);
          }
        }
      }
    });
    return hit.size();
  }

  private static Optional<byte[]> readOrLost(VaultStore store, ObjectId id) throws IOException {
    try {
      return store.get(id);
    } catch (DamagedObjectException e) {
      return Optional.empty();
    }
  }

  /// From one bit to a sixteenth of the pack.
  private static Damage damage(Disk disk, SplittableRandom random) throws IOException {
    List<String> packs = disk.list(PACKS);
    String pack = PACKS + "/" + packs.get(random.nextInt(packs.size()));
    try (DiskFile file = disk.open(pack, Disk.Access.READ)) {
      long size = file.size();
      return switch (random.nextInt(4)) {
        case 0, 1 -> flips(pack, file, random, 1 + random.nextInt(64));
        case 2 -> block(pack, size, random, 4_096);
        default -> block(pack, size, random, (int) (size / LARGEST_BLOCK_PART));
      };
    }
  }

  private static Damage flips(String pack, DiskFile file, SplittableRandom random, int bits)
      throws IOException {
    int spread = (int) Math.min(file.size(), 1 << random.nextInt(4, 20));
    long at = random.nextLong(file.size() - spread + 1);
    ByteBuffer bytes = ByteBuffer.allocate(spread);
    file.read(at, bytes);
    for (int i = 0; i < bits; i++) {
      bytes.array()[random.nextInt(spread)] ^= (byte) (1 << random.nextInt(8));
    }
    return new Damage(pack, at, bytes.array());
  }

  /// A block of zeros, or of noise, on a border as disks have them.
  private static Damage block(String pack, long size, SplittableRandom random, int bytesMax) {
    int bytes = Math.max(512, random.nextInt(bytesMax + 1) / 512 * 512);
    long at = random.nextLong(size) / 512 * 512;
    byte[] content = new byte[(int) Math.min(bytes, size - at)];
    if (random.nextBoolean()) random.nextBytes(content);
    return new Damage(pack, at, content);
  }

  /// The objects whose record is not as it was, or all, when neither a copy of the header nor the
  /// footer is.
  private static Set<ObjectId> hitBy(Disk disk, Damage damage) throws IOException {
    int number = Integer.parseInt(damage.pack.substring(PACKS.length() + 1).split("\\.")[0], 16);
    Set<ObjectId> hit = new HashSet<>();
    try (DiskFile file = disk.open(damage.pack, Disk.Access.READ)) {
      ByteBuffer before = ByteBuffer.allocate(damage.bytes.length);
      file.read(damage.at, before);
      PackFooter footer = PackFooter.read(file, number).orElseThrow();
      boolean unreadable =
          differs(damage, before, 0, HEADER_COPY_BYTES)
              && differs(damage, before, SECOND_HEADER_AT, HEADER_COPY_BYTES)
              && differs(damage, before, footer.recordsEnd(), file.size() - footer.recordsEnd());
      for (PackEntry entry : footer.entries()) {
        long bytes = PackFormat.recordBytes(entry.length());
        if (unreadable || differs(damage, before, entry.at(), bytes)) hit.add(entry.id());
      }
    }
    return hit;
  }

  private static boolean differs(Damage damage, ByteBuffer before, long from, long bytes) {
    long end = Math.min(from + bytes, damage.at + damage.bytes.length);
    for (long at = Math.max(from, damage.at); at < end; at++) {
      int i = (int) (at - damage.at);
      if (before.get(i) != damage.bytes[i]) return true;
    }
    return false;
  }

  private static Map<ObjectId, String> whereAll(Disk disk) throws IOException {
    Map<ObjectId, String> all = new HashMap<>();
    for (String name : disk.list(PACKS)) {
      try (DiskFile file = disk.open(PACKS + "/" + name, Disk.Access.READ)) {
        int number = Integer.parseInt(name.split("\\.")[0], 16);
        PackFooter footer = PackFooter.read(file, number).orElseThrow();
        for (PackEntry each : footer.entries()) {
          all.put(
              each.id(),
              "record at %d of %s, %d B, records end %d of %d"
                  .formatted(each.at(), name, each.length(), footer.recordsEnd(), file.size()));
        }
      }
    }
    return all;
  }
}
