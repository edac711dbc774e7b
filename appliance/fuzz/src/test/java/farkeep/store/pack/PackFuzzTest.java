package farkeep.store.pack;

import com.code_intelligence.jazzer.junit.FuzzTest;
import farkeep.fuzz.Bounds;
import farkeep.fuzz.Seeds;
import farkeep.objects.Bytes32;
import farkeep.objects.ObjectId;
import farkeep.objects.port.Disk;
import farkeep.objects.port.DiskFile;
import farkeep.testkit.disk.SimulatedDisk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Pack files, with checksums made right again, so that what stands behind them is read too.
class PackFuzzTest {
  private static final int HEADER_CHECKSUM_AT = 52;
  private static final int SECOND_HEADER_AT = 2_048;
  private static final int HEAD_CHECKSUM_AT = 60;
  private static final int PLACE_AT = 20;
  private static final int RECORD_MAGIC = 0x464b5243;
  private static final int COMMIT_MAGIC = 0x464b434d;
  private static final int HASH_AT = 80;
  private static final int RECORDS_END_AT = 24;

  static Stream<Arguments> packs() {
    return Stream.of(1, 2, 3)
        .map(number -> "packs/00/000000000000000%d.pk".formatted(number))
        .map(name -> Seeds.seed(name, Seeds.storeFile(name)));
  }

  private static DiskFile file(byte[] content) throws IOException {
    Disk disk = new SimulatedDisk(1 << 30);
    DiskFile file = disk.create("pack");
    file.write(0, ByteBuffer.wrap(content));
    return file;
  }

  @MethodSource("packs")
  @FuzzTest
  void a_pack_is_scanned_and_sealed_or_set_aside(byte[] chosen) {
    byte[] content = mended(chosen);
    Bounds.hold(() -> {
      DiskFile file = file(content);
      Optional<PackScan> scan = PackScan.of(file);
      if (scan.isEmpty()) return;
      checkCovered(scan.get());
      if (!scan.get().commits().isEmpty()) seal(file, scan.get());
    });
  }

  private static byte[] mended(byte[] chosen) {
    byte[] content = chosen.clone();
    ByteBuffer bytes = ByteBuffer.wrap(content);
    if (content.length < PackFormat.HEADER_BYTES) return content;
    for (int at : new int[] {0, SECOND_HEADER_AT}) {
      int sum = PackFormat.checksum(0, bytes, at, HEADER_CHECKSUM_AT);
      bytes.putInt(at + HEADER_CHECKSUM_AT, sum);
    }
    Optional<PackHeader> header = PackHeader.decode(bytes);
    if (header.isEmpty()) return content;
    int last = content.length - PackFormat.ALIGNMENT;
    for (int at = PackFormat.HEADER_BYTES; at <= last; at += PackFormat.ALIGNMENT) {
      int magic = bytes.getInt(at);
      if (magic == COMMIT_MAGIC) bytes.putLong(at + PLACE_AT, at);
      if (magic != COMMIT_MAGIC && magic != RECORD_MAGIC) continue;
      int sum = PackFormat.checksum(header.get().salt(), bytes, at, HEAD_CHECKSUM_AT);
      bytes.putInt(at + HEAD_CHECKSUM_AT, sum);
    }
    return content;
  }

  private static void checkCovered(PackScan scan) {
    long covered = 0;
    for (PackScan.Found each : scan.records()) {
      Bounds.require(each.end() <= scan.size(), "a record ends behind the file");
      covered += each.end() - each.at();
    }
    for (PackScan.Gap gap : scan.gaps()) covered += gap.to() - gap.from();
    covered += (long) scan.commits().size() * PackFormat.ALIGNMENT;
    Bounds.require(
        covered == scan.size() - PackFormat.HEADER_BYTES, "%d B are covered".formatted(covered));
  }

  private static void seal(DiskFile file, PackScan scan) throws IOException {
    CommitRecord last = scan.commits().getLast();
    List<PackEntry> entries =
        scan.records().stream()
            .filter(found -> found.at() < last.at())
            .map(PackScan.Found::entry)
            .toList();
    PackSealing.seal(file, scan.header(), last.end(), last.sequence(), entries);
    Optional<PackFooter> footer = PackFooter.read(file, scan.header().number());
    Bounds.require(footer.isPresent(), "a footer that was just written is not read");
    Bounds.require(footer.get().entries().size() == entries.size(), "entries are lost");
  }

  @MethodSource("packs")
  @FuzzTest
  void a_footer_is_read_or_is_none(byte[] chosen) {
    byte[] content = withFooter(chosen);
    Bounds.hold(() -> {
      DiskFile file = file(content);
      int number = content.length < 120 ? 0 : ByteBuffer.wrap(content).getInt(content.length - 120);
      Optional<PackFooter> footer = PackFooter.read(file, number);
      Optional<BlockCheck> sums = PackFooter.readSums(file, number);
      Bounds.require(footer.isEmpty() || sums.isPresent(), "a footer without sums");
      if (footer.isPresent()) readBy(file, footer.get(), sums.get());
    });
  }

  private static void readBy(DiskFile file, PackFooter footer, BlockCheck sums) throws IOException {
    for (PackEntry each : footer.entries()) {
      int bytes = sums.bytes(each.at(), each.length());
      Bounds.require(bytes >= 0, "a record of %d B".formatted(bytes));
      if (bytes == 0) continue;
      ByteBuffer blocks = ByteBuffer.allocate(bytes);
      file.read(sums.from(each.at()), blocks);
      ObjectId id = new ObjectId(new Bytes32(1, 2, 3, 4));
      if (!blocks.hasRemaining()) sums.vouchesFor(id, each.at(), each.length(), blocks.flip());
    }
  }

  private static byte[] withFooter(byte[] chosen) {
    byte[] content = chosen.clone();
    int trailer = content.length - PackFooter.TRAILER_BYTES;
    if (trailer < PackFormat.HEADER_BYTES) return content;
    ByteBuffer bytes = ByteBuffer.wrap(content);
    long recordsEnd = bytes.getLong(trailer + RECORDS_END_AT);
    if (recordsEnd >= 0 && recordsEnd <= trailer) {
      int from = (int) recordsEnd;
      bytes.put(trailer + HASH_AT, sha256(content, from, trailer + HASH_AT - from));
    }
    int sum = PackFormat.checksum(0, bytes, trailer, PackFooter.TRAILER_BYTES - 4);
    return bytes.putInt(content.length - 4, sum).array();
  }

  private static byte[] sha256(byte[] bytes, int from, int length) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      sha.update(bytes, from, length);
      return sha.digest();
    } catch (java.security.NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
