package farkeep.store.pack;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/// The figures of the pack format.
public final class PackFormat {
  /// Every record begins at a multiple of this, and both kinds of heads have this length.
  public static final int ALIGNMENT = 64;

  /// Length of the header; the first record follows it.
  public static final int HEADER_BYTES = 4096;

  /// Pack numbers are below this: the index has 24 bits for them.
  public static final int PACK_NUMBERS = 1 << 24;

  /// The version of packs that this program writes, and the only one it reads.
  static final byte VERSION = 1;

  private PackFormat() {}

  /// `bytes` rounded up to the alignment.
  public static long aligned(long bytes) {
    return (bytes + ALIGNMENT - 1) & -ALIGNMENT;
  }

  /// Bytes that an object of this length takes in a pack: head, stored bytes, padding.
  public static long recordBytes(int length) {
    return ALIGNMENT + aligned(length);
  }

  /// The checksum of a head: CRC32C of the pack's salt and `length` bytes. Whoever sends objects
  /// does not know the salt, so no object's content can pass for a head.
  static int checksum(long salt, ByteBuffer bytes, int at, int length) {
    CRC32C crc = new CRC32C();
    crc.update(ByteBuffer.allocate(Long.BYTES).putLong(0, salt));
    crc.update(bytes.slice(at, length));
    return (int) crc.getValue();
  }
}
