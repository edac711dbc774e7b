package farkeep.objects;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Reads the fields of a format one after the other: big-endian numbers, varints, counted bytes.
///
/// Everything that doesn't fit throws [MalformedObjectException] naming the field, before anything
/// is allocated for it. Not safe for many threads.
public final class FieldReader {
  /// Bytes of the longest varint: 9 groups of 7 bits, so 63 bits.
  public static final int VARINT_BYTES_MAX = 9;

  private final String what;
  private final ByteBuffer buffer;

  /// @param what the format, as messages call it
  /// @param bytes read from the first; not copied, not changed
  public FieldReader(String what, byte[] bytes) {
    this(what, ByteBuffer.wrap(bytes));
  }

  /// @param what the format, as messages call it
  /// @param buffer read from its position on, which moves
  public FieldReader(String what, ByteBuffer buffer) {
    this.what = what;
    this.buffer = buffer;
  }

  /// Bytes that have not been read.
  public int remaining() {
    return buffer.remaining();
  }

  /// One byte, 0 to 255.
  public int u8(String field) {
    need(field, 1);
    return Byte.toUnsignedInt(buffer.get());
  }

  /// One byte, at most `max`.
  public int u8(String field, int max) {
    return (int) bounded(field, u8(field), max);
  }

  /// Two bytes, at most `max`.
  public int u16(String field, int max) {
    need(field, Short.BYTES);
    return (int) bounded(field, Short.toUnsignedInt(buffer.getShort()), max);
  }

  /// Four bytes, at most `max`.
  public int u32(String field, int max) {
    need(field, Integer.BYTES);
    return (int) bounded(field, Integer.toUnsignedLong(buffer.getInt()), max);
  }

  /// Eight bytes, all of which may be used.
  public long u64(String field) {
    need(field, Long.BYTES);
    return buffer.getLong();
  }

  /// Eight bytes that hold a number which is never negative.
  public long count64(String field) {
    long value = u64(field);
    if (value < 0) throw malformed(field + " is above 2^63-1");
    return value;
  }

  /// A varint (unsigned LEB128 in its only shortest form), at most `max`.
  public long varint(String field, long max) {
    long value = 0;
    for (int group = 0; group < VARINT_BYTES_MAX; group++) {
      int next = u8(field);
      value |= (long) (next & 0x7f) << (7 * group);
      if (next < 0x80) {
        if (next == 0 && group > 0) throw malformed(field + " is a varint longer than it need be");
        return bounded(field, value, max);
      }
    }
    throw malformed(field + " is a varint of more than " + VARINT_BYTES_MAX + " B");
  }

  /// Exactly so many bytes, in a new array.
  public byte[] bytes(String field, int count) {
    need(field, count);
    byte[] bytes = new byte[count];
    buffer.get(bytes);
    return bytes;
  }

  /// 32 bytes as a value.
  public Bytes32 bytes32(String field) {
    need(field, Bytes32.BYTES);
    return Bytes32.read(buffer);
  }

  /// A u16 count and so many bytes, in a new array; at most `max`.
  public byte[] block(String field, int max) {
    return bytes(field, u16(field + " length", max));
  }

  /// A varint count and so many bytes of UTF-8; at most `max` bytes.
  public String text(String field, int max) {
    byte[] bytes = bytes(field, (int) varint(field + " length", max));
    try {
      CharBuffer text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
      return text.toString();
    } catch (CharacterCodingException e) {
      throw malformed(field + " is not UTF-8");
    }
  }

  /// Bytes that must be there, such as a magic.
  public void expect(String field, byte[] wanted) {
    if (!Arrays.equals(bytes(field, wanted.length), wanted)) {
      throw malformed(field + " is not what it must be");
    }
  }

  /// A version byte that must be the one this program knows.
  public void version(int known) {
    int version = u8("version");
    if (version != known) {
      throw malformed(
          "version %d is unknown; this program reads %d: update Farkeep".formatted(version, known));
    }
  }

  /// Says that nothing may follow.
  public void end() {
    if (buffer.hasRemaining()) throw malformed(buffer.remaining() + " B too many");
  }

  /// What to throw for these bytes.
  public MalformedObjectException malformed(String message) {
    return new MalformedObjectException(what + ": " + message);
  }

  private long bounded(String field, long value, long max) {
    if (value < 0 || value > max) {
      throw malformed("%s is %s; at most %d".formatted(field, Long.toUnsignedString(value), max));
    }
    return value;
  }

  private void need(String field, int count) {
    if (count < 0 || buffer.remaining() < count) {
      throw new MalformedObjectException(
          "%s: %s needs %d B, %d remain".formatted(what, field, count, buffer.remaining()),
          new BufferUnderflowException());
    }
  }
}
