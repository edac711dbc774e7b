package farkeep.store;

import com.code_intelligence.jazzer.junit.FuzzTest;
import farkeep.fuzz.Bounds;
import farkeep.fuzz.Seeds;
import farkeep.objects.Bytes32;
import farkeep.objects.PeerId;
import farkeep.objects.port.Disk;
import farkeep.objects.port.DiskFile;
import farkeep.store.pack.UnknownVersionException;
import farkeep.testkit.SeededRandomness;
import farkeep.testkit.disk.SimulatedDisk;
import farkeep.testkit.objects.SampleObjects;
import farkeep.testkit.objects.SampleObjects.Sample;
import farkeep.testkit.tasks.SimulatedTasks;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// The logs of a vault, and a vault's whole directory after edits.
class StoreFuzzTest {
  private static final VaultPlace PLACE =
      new VaultPlace("vaults/golden", new PeerId(new Bytes32(1, 2, 3, 4)));
  private static final StoreSettings SETTINGS =
      new StoreSettings(
          new StoreSettings.PackLimits(48 << 10, 24 << 10, 200, Duration.ofHours(24)),
          StoreSettings.CommitPolicy.standard(),
          new StoreSettings.Reserve(0, 0, 0));
  private static final List<String> FILES =
      List.of(
          "packs/00/0000000000000001.pk",
          "packs/00/0000000000000002.pk",
          "packs/00/0000000000000003.pk",
          "index.fki",
          "heads.log",
          "vault.log",
          "twin/heads.log",
          "twin/vault.log");
  private static final FramedLog.Shape SHAPE = new FramedLog.Shape("log", 4_096);
  private static final int FRAME_MAGIC = 0x464b4c45;

  private static StorePorts ports(SimulatedTasks tasks, Disk disk) {
    return new StorePorts(disk, tasks, tasks, new SeededRandomness(9), _ -> {});
  }

  static Stream<Arguments> logs() {
    return Stream.of("heads.log", "vault.log").map(name -> Seeds.seed(name, Seeds.storeFile(name)));
  }

  /// Checksums are made right again. The last byte says how much of the twin there is.
  @MethodSource("logs")
  @FuzzTest
  void a_log_opens_and_goes_on_or_is_of_a_newer_version(byte[] chosen) {
    byte[] content = mended(chosen);
    Bounds.hold(
        () -> {
          SimulatedDisk disk = new SimulatedDisk(1 << 30);
          disk.makeDirectories(PLACE.directory() + "/" + ChainedLog.TWINS);
          write(disk, PLACE.directory() + "/log", content);
          int twin =
              content.length == 0 ? 0 : content.length * (content[content.length - 1] & 3) / 3;
          String twins = PLACE.directory() + "/" + ChainedLog.TWINS;
          write(disk, twins + "/log", Arrays.copyOf(content, twin));
          StorePorts ports = ports(new SimulatedTasks(1), disk);
          byte[] added = {1, 2, 3};
          int entries;
          try (ChainedLog log = ChainedLog.open(ports, PLACE, SHAPE, _ -> {})) {
            entries = log.entries();
            log.append(List.of(LogFrame.About.NOTHING), List.of(added));
          }
          try (ChainedLog log = ChainedLog.open(ports, PLACE, SHAPE, _ -> {})) {
            Bounds.require(log.entries() == entries + 1, "entries came or went");
            Bounds.same(log.read(entries), added);
          }
        },
        UnknownVersionException.class);
  }

  private static byte[] mended(byte[] chosen) {
    byte[] content = chosen.clone();
    ByteBuffer bytes = ByteBuffer.wrap(content);
    for (int at = 0; at + LogFrame.HEAD_BYTES <= content.length; at += LogFrame.ALIGNMENT) {
      int length = bytes.getInt(at + 8);
      boolean fits = length >= 0 && length <= content.length - at - LogFrame.HEAD_BYTES;
      if (bytes.getInt(at) != FRAME_MAGIC || !fits) continue;
      CRC32C crc = new CRC32C();
      crc.update(content, at, LogFrame.HEAD_BYTES - 4);
      crc.update(content, at + LogFrame.HEAD_BYTES, length);
      bytes.putInt(at + LogFrame.HEAD_BYTES - 4, (int) crc.getValue());
    }
    return content;
  }

  private static void write(Disk disk, String name, byte[] content) throws IOException {
    try (DiskFile file = disk.create(name)) {
      file.write(0, ByteBuffer.wrap(content));
      file.force();
    }
  }

  static Stream<Arguments> edits() {
    return Stream.of(
        Seeds.seed("none", new byte[0]),
        Seeds.seed("a pack", new byte[] {0, 0, 0x10, 0x40, 1}),
        Seeds.seed("the index", new byte[] {3, 0, 0, 0, 1}),
        Seeds.seed("a cut log", new byte[] {4, 100}));
  }

  /// The first byte chooses the file, the others are edits.
  @MethodSource("edits")
  @FuzzTest
  void a_vault_opens_by_itself_and_gives_nothing_altered(byte[] edits) {
    if (edits.length == 0) return;
    SimulatedTasks tasks = new SimulatedTasks(1);
    tasks.run(() -> {
      SimulatedDisk disk = new SimulatedDisk(1 << 30);
      disk.makeDirectories(PLACE.directory() + "/packs/00");
      disk.makeDirectories(PLACE.directory() + "/" + ChainedLog.TWINS);
      for (int i = 0; i < FILES.size(); i++) {
        byte[] content = Seeds.storeFile(FILES.get(i));
        boolean edited = i == (edits[0] & 0xff) % FILES.size();
        byte[] rest = Arrays.copyOfRange(edits, 1, edits.length);
        write(
            disk,
            PLACE.directory() + "/" + FILES.get(i),
            edited ? Seeds.edited(content, rest) : content);
      }
      for (int i = 0; i < 2; i++) open(tasks, disk);
    });
  }

  private static void open(SimulatedTasks tasks, SimulatedDisk disk) throws Exception {
    SampleObjects samples = new SampleObjects(1);
    Sample first = samples.chunk(100);
    Sample second = samples.chunk(5_000);
    Sample node = samples.node(List.of(first.id(), second.id()), 300);
    Sample third = samples.chunk(1);
    try (VaultStore store = PackedVaultStore.open(ports(tasks, disk), PLACE, SETTINGS)) {
      for (Sample each : List.of(first, second, node, third)) {
        read(store, each);
        var admitted = store.admit(each.id(), each.stored());
        Bounds.require(admitted instanceof ObjectStore.Admission.Admitted, "it is not taken");
        Bounds.same(store.get(each.id()).orElseThrow(), each.stored());
      }
      store.heads().heads();
      store.vaultLog().read(0, 1_000);
    } catch (UnknownVersionException e) {
      Bounds.require(e.getMessage().contains("update"), "what to do is not said");
    }
  }

  private static void read(VaultStore store, Sample sample) throws IOException {
    try {
      Optional<byte[]> stored = store.get(sample.id());
      if (stored.isPresent()) Bounds.same(stored.get(), sample.stored());
    } catch (DamagedObjectException e) {
      Bounds.require(!store.lacks(List.of(sample.id())).isEmpty(), "it is damaged and not lacked");
    }
  }
}
