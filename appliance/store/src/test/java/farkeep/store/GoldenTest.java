package farkeep.store;

import static org.assertj.core.api.Assertions.assertThat;

import farkeep.objects.Bytes32;
import farkeep.objects.FolderTag;
import farkeep.objects.ObjectId;
import farkeep.objects.PeerId;
import farkeep.objects.port.Clocks;
import farkeep.objects.port.Disk;
import farkeep.objects.port.DiskFile;
import farkeep.objects.system.SystemDisk;
import farkeep.objects.system.SystemTasks;
import farkeep.testkit.disk.SimulatedDisk;
import farkeep.testkit.objects.SampleObjects;
import farkeep.testkit.objects.SampleObjects.Sample;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/// One small vault as it lies on a box's disk: what is written today is byte for byte what was
/// written when the format was made, and what was written then is read today.
class GoldenTest {
  private static final Path GOLDEN = Path.of("src/test/resources/golden/store");
  private static final String VAULT = "vaults/golden";
  private static final Instant NOW = Instant.parse("2026-03-01T10:20:30Z");
  private static final PeerId BOX = new PeerId(Bytes32.of(counting(32)));
  private static final FolderTag FOLDER = FolderTag.of(counting(16));

  /// Nothing is forced by itself: each commit stands where the test asks for it.
  private static final StoreSettings SETTINGS =
      new StoreSettings(
          TestSettings.SMALL.packs(),
          new StoreSettings.CommitPolicy(8 << 20, Duration.ofHours(1)),
          TestSettings.SMALL.reserve());

  private final SampleObjects samples = new SampleObjects(1);
  private final Sample first = samples.chunk(100);
  private final Sample second = samples.chunk(5_000);
  private final Sample node = samples.node(List.of(first.id(), second.id()), 300);
  private final Sample third = samples.chunk(1);
  private final byte[] logEntry = "a vault log entry".getBytes(StandardCharsets.US_ASCII);
  private final byte[] headEntry = "a head move".getBytes(StandardCharsets.US_ASCII);

  private static byte[] counting(int bytes) {
    byte[] counted = new byte[bytes];
    for (int i = 0; i < bytes; i++) counted[i] = (byte) i;
    return counted;
  }

  /// A clock that stands still.
  private static final class Still implements Clocks {
    @Override
    public Instant wall() {
      return NOW;
    }

    @Override
    public Duration running() {
      return Duration.ofSeconds(1);
    }
  }

  private static PackedVaultStore open(Disk disk) throws IOException {
    StorePorts ports =
        new StorePorts(disk, new SystemTasks(), new Still(), new CountedRandomness(), _ -> {});
    return PackedVaultStore.open(ports, new VaultPlace(VAULT, BOX), SETTINGS);
  }

  /// Two processes: the first one is fed and ends in good order, the second one leaves its pack
  /// open.
  private Map<String, byte[]> made() throws IOException, InterruptedException {
    SimulatedDisk disk = new SimulatedDisk(1 << 30);
    try (PackedVaultStore store = open(disk)) {
      store.vaultLog().append(List.of(logEntry));
      for (Sample each : List.of(first, second, node)) store.admit(each.id(), each.stored());
      store.heads().move(FOLDER, Optional.empty(), node.id(), headEntry);
    }
    PackedVaultStore store = open(disk);
    var admitted = (ObjectStore.Admission.Admitted) store.admit(third.id(), third.stored());
    store.force(admitted.watermark());
    Map<String, byte[]> files = new TreeMap<>();
    gather(disk, VAULT, files);
    return files;
  }

  private static void gather(Disk disk, String directory, Map<String, byte[]> into)
      throws IOException {
    for (String name : disk.list(directory)) {
      String path = directory + "/" + name;
      if (name.equals("lock") || name.equals("ballast")) continue;
      if (!name.contains(".")) {
        gather(disk, path, into);
        continue;
      }
      try (DiskFile file = disk.open(path, Disk.Access.READ)) {
        ByteBuffer bytes = ByteBuffer.allocate((int) file.size());
        file.read(0, bytes);
        into.put(path.substring(VAULT.length() + 1), bytes.array());
      }
    }
  }

  private static List<String> names() throws IOException {
    try (Stream<Path> all = Files.walk(GOLDEN)) {
      return all.filter(Files::isRegularFile)
          .map(path -> GOLDEN.relativize(path).toString())
          .sorted()
          .toList();
    }
  }

  /// Only for a new version of a format, together with `docs/format.md`.
  @Test
  @EnabledIfSystemProperty(named = "goldenWrite", matches = "true")
  void the_golden_files_are_written_anew() throws Exception {
    for (Map.Entry<String, byte[]> file : made().entrySet()) {
      Path to = GOLDEN.resolve(file.getKey());
      Files.createDirectories(to.getParent());
      Files.write(to, file.getValue());
    }
    assertThat(names()).hasSize(made().size());
  }

  @Test
  void what_is_written_today_is_byte_for_byte_what_was_written_then() throws Exception {
    Map<String, byte[]> made = made();
    assertThat(names()).containsExactlyElementsOf(made.keySet());
    for (String name : names()) {
      assertThat(made.get(name)).as(name).isEqualTo(Files.readAllBytes(GOLDEN.resolve(name)));
    }
  }

  @Test
  void what_was_written_then_is_read_today_with_its_index_and_without(@TempDir Path copy)
      throws Exception {
    Path vault = copy.resolve(VAULT);
    for (String name : names()) {
      Files.createDirectories(vault.resolve(name).getParent());
      Files.copy(GOLDEN.resolve(name), vault.resolve(name));
    }
    mustHoldEverything(copy);
    Files.delete(vault.resolve("index.fki"));
    mustHoldEverything(copy);
  }

  private void mustHoldEverything(Path data) throws IOException {
    try (PackedVaultStore store = open(new SystemDisk(data))) {
      List<byte[]> read = new ArrayList<>();
      for (Sample each : List.of(first, second, node, third)) {
        read.add(store.get(each.id()).orElseThrow());
        assertThat(ObjectId.ofStored(read.getLast())).isEqualTo(each.id());
      }
      assertThat(store.vaultLog().read(0, 1_000)).containsExactly(logEntry);
      assertThat(store.heads().head(FOLDER)).contains(headEntry);
      assertThat(store.heads().receivedAt(0)).contains(NOW);
    }
  }
}
