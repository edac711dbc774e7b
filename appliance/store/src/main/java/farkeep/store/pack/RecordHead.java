package farkeep.store.pack;

import farkeep.objects.Bytes32;
import farkeep.objects.Limits;
import farkeep.objects.ObjectId;
import java.nio.ByteBuffer;
import java.util.Optional;

/// The 64 bytes in front of each object in a pack.
///
/// @param length bytes of the stored object
/// @param sequence place in the vault's write order
/// @param id of the object
public record RecordHead(int length, long sequence, ObjectId id) {
  private static final int MAGIC = 0x464b5243; // FKRC
  private static final int CHECKSUM_AT = 60;

  /// Writes the head at the buffer's position and moves it on by 64 bytes.
  void encode(long salt, ByteBuffer into) {
    int at = into.position();
    into.putInt(MAGIC).put(PackFormat.VERSION).put((byte) 0).putShort((short) 0);
    into.putInt(length).putLong(sequence);
    id.value().write(into);
    into.putLong(0).putInt(PackFormat.checksum(salt, into, at, CHECKSUM_AT));
  }

  /// Reads a head.
  ///
  /// @param bytes 64 of them from `at` on
  /// @return empty when there is none
  public static Optional<RecordHead> decode(long salt, ByteBuffer bytes, int at) {
    boolean whole =
        bytes.getInt(at) == MAGIC
            && bytes.get(at + 4) == PackFormat.VERSION
            && bytes.getInt(at + CHECKSUM_AT) == PackFormat.checksum(salt, bytes, at, CHECKSUM_AT);
    if (!whole) return Optional.empty();
    int length = bytes.getInt(at + 8);
    if (length < 1 || length > Limits.OBJECT_BYTES_MAX) return Optional.empty();
    ByteBuffer id = bytes.slice(at + 20, Bytes32.BYTES);
    return Optional.of(
        new RecordHead(length, bytes.getLong(at + 12), new ObjectId(Bytes32.read(id))));
  }
}
