package farkeep.home.copy;

import farkeep.objects.Bytes32;
import farkeep.objects.Limits;
import farkeep.objects.ObjectId;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.CRC32C;

/// Goes through one pack, record by record; where a head is not whole, it goes on at the next place
/// a record may stand.
final class PackScan {
  private static final int HEADER_BYTES = 4_096;
  private static final int SECOND_HEADER_AT = 2_048;
  private static final int HEADER_FIELDS_BYTES = 56;
  private static final int SALT_AT = 12;
  private static final int HEAD_BYTES = 64;
  private static final int ALIGNED_BYTES = 64;
  private static final int VERSION = 1;
  private static final int PACK_MAGIC = 0x464b504b; // FKPK
  private static final int RECORD_MAGIC = 0x464b5243; // FKRC

  private final FileChannel file;
  private final long salt;

  private PackScan(FileChannel file, long salt) {
    this.file = file;
    this.salt = salt;
  }

  /// Who hears of each record.
  @FunctionalInterface
  interface Found {
    /// @param at where the stored object begins in the file
    void record(ObjectId id, long at, int bytes);
  }

  /// A pack whose header, or the second copy of it, is whole.
  ///
  /// @throws IOException it can't be read, or a newer program has written it
  static Optional<PackScan> of(Path pack, FileChannel file) throws IOException {
    for (int at : new int[] {0, SECOND_HEADER_AT}) {
      ByteBuffer header = read(file, at, HEADER_FIELDS_BYTES);
      boolean whole =
          header.remaining() == HEADER_FIELDS_BYTES
              && header.getInt(0) == PACK_MAGIC
              && header.getInt(HEADER_FIELDS_BYTES - 4)
                  == crc(0, header.slice(0, HEADER_FIELDS_BYTES - 4));
      if (!whole) continue;
      FormatVersion.check(pack, header.get(4), VERSION);
      return Optional.of(new PackScan(file, header.getLong(SALT_AT)));
    }
    return Optional.empty();
  }

  void records(Found found) throws IOException {
    long end = file.size();
    long at = HEADER_BYTES;
    while (at + HEAD_BYTES <= end) {
      ByteBuffer head = read(file, at, HEAD_BYTES);
      int bytes = head.remaining() == HEAD_BYTES ? record(head) : 0;
      if (bytes == 0) {
        at += ALIGNED_BYTES;
        continue;
      }
      found.record(new ObjectId(Bytes32.read(head.slice(20, 32))), at + HEAD_BYTES, bytes);
      long behind = at + HEAD_BYTES + bytes;
      at = (behind + ALIGNED_BYTES - 1) / ALIGNED_BYTES * ALIGNED_BYTES;
    }
  }

  /// The length of the object behind a record's head; 0 when it is no head.
  private int record(ByteBuffer head) {
    if (head.getInt(0) != RECORD_MAGIC || head.get(4) != VERSION) return 0;
    if (head.getInt(60) != crc(salt, head.slice(0, 60))) return 0;
    int bytes = head.getInt(8);
    return bytes > 0 && bytes <= Limits.OBJECT_BYTES_MAX ? bytes : 0;
  }

  private static int crc(long salt, ByteBuffer bytes) {
    CRC32C crc = new CRC32C();
    crc.update(ByteBuffer.allocate(8).putLong(0, salt));
    crc.update(bytes);
    return (int) crc.getValue();
  }

  private static ByteBuffer read(FileChannel file, long at, int count) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(count);
    while (bytes.hasRemaining() && file.read(bytes, at + bytes.position()) > 0) {}
    return bytes.flip();
  }
}
