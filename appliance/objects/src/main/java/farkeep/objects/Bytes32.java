package farkeep.objects;

import java.nio.ByteBuffer;
import java.util.HexFormat;

/// 32 bytes as a value: what every id, hash and public key of Farkeep is made of.
///
/// Four longs instead of an array: equal by content, compact on the heap, immutable. Ordered as
/// unsigned bytes.
public record Bytes32(long a, long b, long c, long d) implements Comparable<Bytes32> {
  /// The length in bytes.
  public static final int BYTES = 32;

  /// @param bytes exactly 32 bytes; copied
  /// @throws IllegalArgumentException the length is another one
  public static Bytes32 of(byte[] bytes) {
    if (bytes.length != BYTES) {
      throw new IllegalArgumentException("needs 32 bytes, has " + bytes.length);
    }
    return read(ByteBuffer.wrap(bytes));
  }

  /// @param hex 64 hexadecimal digits
  /// @throws IllegalArgumentException not such digits
  public static Bytes32 ofHex(String hex) {
    return of(HexFormat.of().parseHex(hex));
  }

  /// Reads 32 bytes from the buffer's position and moves it on.
  ///
  /// @throws java.nio.BufferUnderflowException fewer bytes remain
  public static Bytes32 read(ByteBuffer from) {
    return new Bytes32(from.getLong(), from.getLong(), from.getLong(), from.getLong());
  }

  /// Writes the 32 bytes at the buffer's position and moves it on.
  public void write(ByteBuffer into) {
    into.putLong(a).putLong(b).putLong(c).putLong(d);
  }

  /// A new array of the 32 bytes.
  public byte[] bytes() {
    ByteBuffer buffer = ByteBuffer.allocate(BYTES);
    write(buffer);
    return buffer.array();
  }

  /// 64 lower-case hexadecimal digits.
  public String hex() {
    return HexFormat.of().formatHex(bytes());
  }

  @Override
  public int compareTo(Bytes32 other) {
    int order = Long.compareUnsigned(a, other.a);
    if (order == 0) order = Long.compareUnsigned(b, other.b);
    if (order == 0) order = Long.compareUnsigned(c, other.c);
    return order != 0 ? order : Long.compareUnsigned(d, other.d);
  }

  @Override
  public int hashCode() {
    return Long.hashCode(a ^ Long.rotateLeft(d, 17));
  }

  @Override
  public String toString() {
    return hex();
  }
}
