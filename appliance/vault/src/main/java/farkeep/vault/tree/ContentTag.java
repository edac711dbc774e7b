package farkeep.vault.tree;

import java.nio.ByteBuffer;
import java.util.HexFormat;

/// A keyed hash of plain content: the first 16 bytes of an HMAC-SHA-256. Content is equal when its
/// tags are; ids differ with compression and keys, so nothing is decided by them.
public record ContentTag(long high, long low) {
  /// The length in bytes.
  public static final int BYTES = 16;

  /// @param bytes exactly 16 bytes; copied
  /// @throws IllegalArgumentException the length is another one
  public static ContentTag of(byte[] bytes) {
    if (bytes.length != BYTES) {
      throw new IllegalArgumentException("a content tag has 16 bytes, this has " + bytes.length);
    }
    return read(ByteBuffer.wrap(bytes));
  }

  /// Reads 16 bytes from the buffer's position and moves it on.
  ///
  /// @throws java.nio.BufferUnderflowException fewer bytes remain
  public static ContentTag read(ByteBuffer from) {
    return new ContentTag(from.getLong(), from.getLong());
  }

  /// Writes the 16 bytes at the buffer's position and moves it on.
  public void write(ByteBuffer into) {
    into.putLong(high).putLong(low);
  }

  /// A new array of the 16 bytes.
  public byte[] bytes() {
    return ByteBuffer.allocate(BYTES).putLong(high).putLong(low).array();
  }

  /// 32 lower-case hexadecimal digits.
  @Override
  public String toString() {
    return HexFormat.of().formatHex(bytes());
  }
}
