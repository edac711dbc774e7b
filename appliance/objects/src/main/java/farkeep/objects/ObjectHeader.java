package farkeep.objects;

import static java.util.Objects.requireNonNull;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The clear header in front of every stored object: what a box, which has no key, can read.
///
/// Byte by byte in `docs/format.md`, section *Stored object*.
///
/// @param suite how the object was sealed; 1 is the only suite so far
/// @param kind what the object is
/// @param level 0 for a leaf, one more than its highest child of the same kind above
/// @param keyId the first 8 bytes of the key space's key id
/// @param clear the clear part; not copied, not to be changed
/// @param children the ids the object refers to: ascending, no duplicates
public record ObjectHeader(
    int suite, ObjectKind kind, int level, long keyId, byte[] clear, List<ObjectId> children) {
  /// The one version of the header.
  public static final int VERSION = 1;

  /// Bytes of the fixed part, before the clear part.
  public static final int FIXED_BYTES = 22;

  /// Bytes of the tag that follows the header.
  public static final int TAG_BYTES = 32;

  /// Bytes of the clear part.
  public static final int CLEAR_BYTES_MAX = 4_096;

  private static final byte[] MAGIC = "FKO".getBytes(StandardCharsets.US_ASCII);

  /// @throws MalformedObjectException a field is outside its bounds, or the children are not an
  ///   ascending set
  public ObjectHeader {
    requireNonNull(kind);
    if (suite != 1) throw malformed("suite %d is unknown; this version knows 1", suite);
    if (level < 0 || level >= Limits.TREE_DEPTH_MAX) {
      throw malformed("level %d; at most %d", level, Limits.TREE_DEPTH_MAX - 1);
    }
    if (clear.length > CLEAR_BYTES_MAX) {
      throw malformed("clear part of %d B; at most %d", clear.length, CLEAR_BYTES_MAX);
    }
    children = List.copyOf(children);
    if (children.size() > Limits.CHILDREN_MAX) {
      throw malformed("%d children; at most %d", children.size(), Limits.CHILDREN_MAX);
    }
    for (int i = 1; i < children.size(); i++) {
      if (children.get(i - 1).compareTo(children.get(i)) >= 0) {
        throw malformed("child %d is not above the one before it", i);
      }
    }
  }

  /// Bytes that this header takes.
  public int bytes() {
    return FIXED_BYTES + clear.length + children.size() * Bytes32.BYTES;
  }

  /// The header as it stands in front of the object.
  public byte[] encode() {
    ByteBuffer buffer = ByteBuffer.allocate(bytes());
    buffer.put(MAGIC).put((byte) VERSION).put((byte) suite).put((byte) kind.code());
    buffer.put((byte) level).put((byte) 0).putLong(keyId);
    buffer.putShort((short) clear.length).putInt(children.size()).put(clear);
    children.forEach(child -> child.value().write(buffer));
    return buffer.array();
  }

  /// Reads the header of a stored object. Nothing behind the header is looked at, but its length
  /// must leave room for a tag.
  ///
  /// @param stored the whole stored object
  /// @throws MalformedObjectException not a header of this version, or out of bounds
  public static ObjectHeader parse(byte[] stored) {
    if (stored.length < FIXED_BYTES + TAG_BYTES || stored.length > Limits.OBJECT_BYTES_MAX) {
      throw malformed(
          "%d B; %d to %d", stored.length, FIXED_BYTES + TAG_BYTES, Limits.OBJECT_BYTES_MAX);
    }
    ByteBuffer buffer = ByteBuffer.wrap(stored);
    byte[] magic = new byte[MAGIC.length];
    buffer.get(magic);
    if (!Arrays.equals(magic, MAGIC)) throw malformed("magic is not FKO");
    int version = Byte.toUnsignedInt(buffer.get());
    if (version != VERSION) {
      throw malformed(
          "version %d is unknown; this version reads %d: update Farkeep", version, VERSION);
    }
    int suite = Byte.toUnsignedInt(buffer.get());
    ObjectKind kind = ObjectKind.ofCode(Byte.toUnsignedInt(buffer.get()));
    int level = Byte.toUnsignedInt(buffer.get());
    int flags = Byte.toUnsignedInt(buffer.get());
    if (flags != 0) throw malformed("flags 0x%02x are unknown", flags);
    long keyId = buffer.getLong();
    int clearBytes = Short.toUnsignedInt(buffer.getShort());
    int childCount = buffer.getInt();
    if (clearBytes > CLEAR_BYTES_MAX) {
      throw malformed("clear part of %d B; at most %d", clearBytes, CLEAR_BYTES_MAX);
    }
    if (childCount < 0 || childCount > Limits.CHILDREN_MAX) {
      throw malformed(
          "%d children; at most %d", Integer.toUnsignedLong(childCount), Limits.CHILDREN_MAX);
    }
    long needed = clearBytes + (long) childCount * Bytes32.BYTES + TAG_BYTES;
    if (buffer.remaining() < needed) {
      throw malformed("needs %d B behind its fixed part, has %d", needed, buffer.remaining());
    }
    byte[] clear = new byte[clearBytes];
    buffer.get(clear);
    List<ObjectId> children = new ArrayList<>(childCount);
    for (int i = 0; i < childCount; i++) children.add(new ObjectId(Bytes32.read(buffer)));
    return new ObjectHeader(suite, kind, level, keyId, clear, children);
  }

  private static MalformedObjectException malformed(String what, Object... figures) {
    return new MalformedObjectException("object header: " + what.formatted(figures));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ObjectHeader that && Arrays.equals(encode(), that.encode());
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(encode());
  }
}
