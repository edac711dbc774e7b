package farkeep.objects;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/// Writes the fields of a format one after the other, as [FieldReader] reads them.
///
/// Values outside their field throw [IllegalArgumentException]. Not safe for many threads.
public final class FieldWriter {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  /// One byte.
  public FieldWriter u8(int value) {
    out.write((int) fitting(value, 0xff));
    return this;
  }

  /// Two bytes.
  public FieldWriter u16(int value) {
    fitting(value, 0xffff);
    return u8(value >>> 8).u8(value & 0xff);
  }

  /// Four bytes; never negative.
  public FieldWriter u32(int value) {
    fitting(value, Integer.MAX_VALUE);
    return u16(value >>> 16).u16(value & 0xffff);
  }

  /// Eight bytes, all of which may be used.
  public FieldWriter u64(long value) {
    for (int shift = 56; shift >= 0; shift -= 8) out.write((int) (value >>> shift));
    return this;
  }

  /// A varint: unsigned LEB128; never negative.
  public FieldWriter varint(long value) {
    long rest = fitting(value, Long.MAX_VALUE);
    for (; rest >= 0x80; rest >>>= 7) out.write((int) (rest & 0x7f | 0x80));
    out.write((int) rest);
    return this;
  }

  /// The bytes as they are.
  public FieldWriter bytes(byte[] bytes) {
    out.writeBytes(bytes);
    return this;
  }

  /// 32 bytes.
  public FieldWriter bytes32(Bytes32 value) {
    return bytes(value.bytes());
  }

  /// ASCII as it is, without a length: magics and domain strings.
  public FieldWriter ascii(String text) {
    return bytes(text.getBytes(StandardCharsets.US_ASCII));
  }

  /// A u16 count and the bytes.
  public FieldWriter block(byte[] bytes) {
    return u16(bytes.length).bytes(bytes);
  }

  /// A varint count and the text's UTF-8.
  public FieldWriter text(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return varint(bytes.length).bytes(bytes);
  }

  /// What was written so far, in a new array.
  public byte[] done() {
    return out.toByteArray();
  }

  private static long fitting(long value, long max) {
    if (value < 0 || value > max) {
      throw new IllegalArgumentException("a field of 0 to " + max + " can't hold " + value);
    }
    return value;
  }
}
