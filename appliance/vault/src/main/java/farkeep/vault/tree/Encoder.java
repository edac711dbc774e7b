package farkeep.vault.tree;

import farkeep.objects.Bytes32;
import farkeep.objects.ObjectId;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;

/// Writes the values that entries and nodes are made of, and remembers where object ids stand: what
/// a node describes is hashed without them.
final class Encoder {
  private byte[] buffer;
  private int size;
  private final List<PlacedId> ids = new ArrayList<>(4);

  private record PlacedId(int at, ObjectId id) {}

  Encoder() {
    this(128);
  }

  Encoder(int expectedBytes) {
    buffer = new byte[expectedBytes];
  }

  int size() {
    return size;
  }

  Encoder u8(int value) {
    room(1);
    buffer[size++] = (byte) value;
    return this;
  }

  Encoder u64(long value) {
    room(Long.BYTES);
    ByteBuffer.wrap(buffer).putLong(size, value);
    size += Long.BYTES;
    return this;
  }

  /// LEB128, in as few bytes as there can be; `value` is not negative.
  Encoder varint(long value) {
    long rest = value;
    while (rest > 0x7f) {
      u8((int) rest & 0x7f | 0x80);
      rest >>>= 7;
    }
    return u8((int) rest);
  }

  /// A number from -2^62 to 2^62-1: 0, -1, 1, -2, … become the varints 0, 1, 2, 3, …
  Encoder zigzag(long value) {
    return varint(value << 1 ^ value >> 63);
  }

  Encoder bytes(ByteString value) {
    return bytes(value, 0);
  }

  Encoder bytes(ByteString value, int from) {
    room(value.length() - from);
    value.copyTo(buffer, size, from);
    size += value.length() - from;
    return this;
  }

  /// The length as a varint, then the bytes.
  Encoder counted(ByteString value) {
    return varint(value.length()).bytes(value);
  }

  Encoder tag(ContentTag value) {
    return u64(value.high()).u64(value.low());
  }

  Encoder id(ObjectId value) {
    ids.add(new PlacedId(size, value));
    room(Bytes32.BYTES);
    value.value().write(ByteBuffer.wrap(buffer, size, Bytes32.BYTES));
    size += Bytes32.BYTES;
    return this;
  }

  Encoder append(Encoder other) {
    room(other.size);
    System.arraycopy(other.buffer, 0, buffer, size, other.size);
    for (PlacedId placed : other.ids) ids.add(new PlacedId(size + placed.at, placed.id));
    size += other.size;
    return this;
  }

  /// A new array of what was written.
  byte[] encoded() {
    return Arrays.copyOf(buffer, size);
  }

  /// A new array of what was written, with zeros for all object ids, behind `prefix`.
  byte[] described(byte[] prefix) {
    byte[] bytes = Arrays.copyOf(prefix, prefix.length + size);
    System.arraycopy(buffer, 0, bytes, prefix.length, size);
    for (PlacedId placed : ids) {
      int at = prefix.length + placed.at;
      Arrays.fill(bytes, at, at + Bytes32.BYTES, (byte) 0);
    }
    return bytes;
  }

  /// All object ids that were written: ascending, no duplicates.
  List<ObjectId> children() {
    TreeSet<ObjectId> children = new TreeSet<>();
    for (PlacedId placed : ids) children.add(placed.id);
    return List.copyOf(children);
  }

  private void room(int bytes) {
    if (size + bytes > buffer.length) {
      buffer = Arrays.copyOf(buffer, Math.max(size + bytes, buffer.length * 2));
    }
  }
}
