package farkeep.store.index;

import com.code_intelligence.jazzer.junit.FuzzTest;
import farkeep.fuzz.Bounds;
import farkeep.fuzz.Seeds;
import farkeep.objects.Bytes32;
import farkeep.objects.ObjectId;
import farkeep.objects.PeerId;
import farkeep.objects.port.Disk;
import farkeep.objects.port.DiskFile;
import farkeep.objects.system.SystemTasks;
import farkeep.store.pack.PackClass;
import farkeep.store.pack.PackEntry;
import farkeep.store.pack.PackHeader;
import farkeep.testkit.disk.SimulatedDisk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// The index of a vault after edits, with checksums made right again.
class IndexFuzzTest {
  private static final byte[] GOLDEN = Seeds.storeFile("index.fki");
  private static final PackHeader PACK =
      new PackHeader(9, PackClass.DATA, new PeerId(new Bytes32(0, 0, 0, 1)), 0);

  static Stream<Arguments> edits() {
    return Stream.of(
        Seeds.seed("none", new byte[0]), Seeds.seed("pages", new byte[] {0, 0x0f, (byte) 0xf0, 9}));
  }

  @MethodSource("edits")
  @FuzzTest
  void an_index_is_used_or_is_none(byte[] edits) {
    byte[] content = mended(Seeds.edited(GOLDEN, edits));
    Bounds.hold(() -> use(content), IndexDamagedException.class);
  }

  private static byte[] mended(byte[] content) {
    ByteBuffer bytes = ByteBuffer.wrap(content);
    int directory = IndexDirectory.BYTES;
    for (int at = 0; at < 2 * directory && at + directory <= content.length; at += directory) {
      bytes.putInt(at + directory - 4, crc(content, at, directory - 4));
    }
    int page = IndexPage.BYTES;
    for (int at = 2 * directory; at + page <= content.length; at += page) {
      bytes.putInt(at, crc(content, at + 4, page - 4) ^ Long.hashCode(at));
    }
    return content;
  }

  private static int crc(byte[] bytes, int from, int length) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, from, length);
    return (int) crc.getValue();
  }

  private static void use(byte[] content) throws IOException {
    Disk disk = new SimulatedDisk(1 << 30);
    disk.makeDirectories("v");
    try (DiskFile file = disk.create("v/" + IndexFile.NAME)) {
      file.write(0, ByteBuffer.wrap(content));
    }
    TreeSet<Integer> packs = new TreeSet<>(List.of(1, 2, 3));
    Optional<IndexFile> index = IndexFile.open(disk, "v", packs, new SystemTasks().monitor());
    if (index.isEmpty()) return;
    try (IndexFile open = index.get()) {
      for (long i = 0; i < 64; i++) open.find(id(i));
      List<PackEntry> added = List.of(new PackEntry(id(1), 4_096, 100, false));
      open.insert(PACK, added);
      Place found = open.find(id(1));
      Bounds.require(
          found != null && found.pack() >= PACK.number(), "what was inserted is not found");
      packs.add(PACK.number());
      open.publish(packs);
    }
  }

  private static ObjectId id(long number) {
    return new ObjectId(new Bytes32(number, 2, 3, 4));
  }
}
