package farkeep.vault.tree;

import farkeep.objects.Bytes32;
import farkeep.objects.MalformedObjectException;
import farkeep.objects.ObjectId;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.BitSet;

/// Reads the values that entries and nodes are made of. Nothing is allocated before its length was
/// checked, and every message says in what and at which byte.
final class Decoder {
  private static final int VARINT_BYTES_MAX = 9;

  private final String what;
  private final byte[] bytes;
  private final int start;
  private final int end;
  private final BitSet ids;
  private int at;

  Decoder(String what, byte[] bytes) {
    this(what, bytes, 0, bytes.length, new BitSet());
  }

  private Decoder(String what, byte[] bytes, int from, int to, BitSet ids) {
    this.what = what;
    this.bytes = bytes;
    this.ids = ids;
    this.start = from;
    this.at = from;
    this.end = to;
  }

  /// What the message says is wrong here.
  MalformedObjectException malformed(String problem, Object... figures) {
    return new MalformedObjectException(
        what + " at byte " + (at - start) + ": " + problem.formatted(figures));
  }

  boolean atEnd() {
    return at == end;
  }

  int remaining() {
    return end - at;
  }

  void needEnd() {
    if (at != end) throw malformed("%d B too many", end - at);
  }

  int u8() {
    need(1);
    return Byte.toUnsignedInt(bytes[at++]);
  }

  long u64() {
    need(Long.BYTES);
    long value = ByteBuffer.wrap(bytes).getLong(at);
    at += Long.BYTES;
    return value;
  }

  /// A number of 63 bits in LEB128, as short as it can be.
  long varint() {
    long value = 0;
    for (int i = 0; i < VARINT_BYTES_MAX; i++) {
      int next = u8();
      value |= (long) (next & 0x7f) << 7 * i;
      if (next >= 0x80) continue;
      if (next == 0 && i > 0) throw malformed("a number longer than it must be");
      return value;
    }
    throw malformed("a number of more than 63 bits");
  }

  /// A number between bounds, both included; `name` is for the message.
  long varint(String name, long min, long max) {
    long value = varint();
    if (value < min || value > max) {
      throw malformed("%s is %d; %d to %d", name, value, min, max);
    }
    return value;
  }

  long zigzag() {
    long value = varint();
    return value >>> 1 ^ -(value & 1);
  }

  ByteString bytes(int length) {
    need(length);
    ByteString value = ByteString.of(bytes, at, at + length);
    at += length;
    return value;
  }

  /// Bytes behind their length; `name` is for the message.
  ByteString counted(String name, int min, int max) {
    return bytes((int) varint("length of " + name, min, max));
  }

  ContentTag tag() {
    return new ContentTag(u64(), u64());
  }

  ObjectId id() {
    need(Bytes32.BYTES);
    ids.set(at);
    ObjectId id = new ObjectId(Bytes32.read(ByteBuffer.wrap(bytes, at, Bytes32.BYTES)));
    at += Bytes32.BYTES;
    return id;
  }

  /// A copy of all bytes, behind `prefix`, with zeros for the object ids that were read.
  byte[] described(byte[] prefix) {
    byte[] copy = Arrays.copyOf(prefix, prefix.length + bytes.length);
    System.arraycopy(bytes, 0, copy, prefix.length, bytes.length);
    for (int i = ids.nextSetBit(0); i >= 0; i = ids.nextSetBit(i + 1)) {
      Arrays.fill(copy, prefix.length + i, prefix.length + i + Bytes32.BYTES, (byte) 0);
    }
    return copy;
  }

  /// The next `length` bytes as a decoder of their own.
  Decoder part(String name, int length) {
    need(length);
    Decoder part = new Decoder(what + ", " + name, bytes, at, at + length, ids);
    at += length;
    return part;
  }

  private void need(int length) {
    if (end - at < length) throw malformed("needs %d B more, has %d", length, end - at);
  }
}
