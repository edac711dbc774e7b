package farkeep.store.pack;

import farkeep.objects.Bytes32;
import farkeep.objects.PeerId;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.OptionalInt;

/// The first 4 KiB of a pack. What it says stands there twice, in different sectors.
///
/// @param number of the pack, counted from 1 in each vault
/// @param kind what it holds
/// @param box who wrote it
/// @param salt random; goes into the checksum of every head in the pack
public record PackHeader(int number, PackClass kind, PeerId box, long salt) {
  private static final int MAGIC = 0x464b504b; // FKPK
  private static final int CONTENT_BYTES = 56;
  private static final int COPY_AT = 2048;
  private static final int VERSION_AT = 4;

  /// The header as it stands in front of the pack.
  public ByteBuffer encode() {
    ByteBuffer all = ByteBuffer.allocate(PackFormat.HEADER_BYTES);
    for (int at = 0; at < PackFormat.HEADER_BYTES; at += COPY_AT) {
      all.position(at).putInt(MAGIC).put(PackFormat.VERSION).put((byte) kind.code());
      all.putShort((short) 0).putInt(number).putLong(salt);
      box.value().write(all);
      all.putInt(PackFormat.checksum(0, all, at, CONTENT_BYTES - Integer.BYTES));
    }
    return all.clear();
  }

  /// Reads a header.
  ///
  /// @param bytes at least the first 4 KiB
  /// @return empty when neither copy is whole
  public static Optional<PackHeader> decode(ByteBuffer bytes) {
    if (bytes.limit() < PackFormat.HEADER_BYTES) return Optional.empty();
    return decode(bytes, 0).or(() -> decode(bytes, COPY_AT));
  }

  /// The version of a header that is whole, whatever version it is: magic, version and checksum
  /// stand in the same place in all versions, which tells a newer pack from a damaged one.
  ///
  /// @param bytes at least the first 4 KiB
  /// @return empty when neither copy is whole
  public static OptionalInt version(ByteBuffer bytes) {
    for (int at = 0; at + CONTENT_BYTES <= bytes.limit() && at <= COPY_AT; at += COPY_AT) {
      ByteBuffer copy = bytes.slice(at, CONTENT_BYTES);
      if (isWhole(copy)) return OptionalInt.of(Byte.toUnsignedInt(copy.get(VERSION_AT)));
    }
    return OptionalInt.empty();
  }

  private static boolean isWhole(ByteBuffer copy) {
    return copy.getInt(0) == MAGIC
        && copy.getInt(CONTENT_BYTES - Integer.BYTES)
            == PackFormat.checksum(0, copy, 0, CONTENT_BYTES - Integer.BYTES);
  }

  private static Optional<PackHeader> decode(ByteBuffer bytes, int at) {
    ByteBuffer copy = bytes.slice(at, CONTENT_BYTES);
    if (!isWhole(copy) || copy.get(VERSION_AT) != PackFormat.VERSION) return Optional.empty();
    for (PackClass kind : PackClass.values()) {
      if (!kind.is(copy.get(5))) continue;
      copy.position(8);
      int number = copy.getInt();
      long salt = copy.getLong();
      return Optional.of(new PackHeader(number, kind, new PeerId(Bytes32.read(copy)), salt));
    }
    return Optional.empty();
  }
}
