package farkeep.objects;

import java.nio.ByteBuffer;
import java.util.HexFormat;

/// What a box knows a folder by: 16 random bytes given when the folder is made. The name is sealed.
public record FolderTag(long high, long low) {
  /// The length in bytes.
  public static final int BYTES = 16;

  /// @param bytes exactly 16 bytes; copied
  /// @throws IllegalArgumentException the length is another one
  public static FolderTag of(byte[] bytes) {
    if (bytes.length != BYTES) {
      throw new IllegalArgumentException("a folder tag has 16 bytes, this has " + bytes.length);
    }
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    return new FolderTag(buffer.getLong(), buffer.getLong());
  }

  /// A new array of the 16 bytes.
  public byte[] bytes() {
    return ByteBuffer.allocate(BYTES).putLong(high).putLong(low).array();
  }

  @Override
  public String toString() {
    return HexFormat.of().formatHex(bytes());
  }
}
