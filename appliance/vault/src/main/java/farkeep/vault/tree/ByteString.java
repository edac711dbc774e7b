package farkeep.vault.tree;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;

/// Bytes as a value: immutable, equal by content, ordered as unsigned bytes. Names, link targets
/// and attributes are bytes, because file systems hold names that are not text.
public final class ByteString implements Comparable<ByteString> {
  /// No bytes.
  public static final ByteString EMPTY = new ByteString(new byte[0]);

  private final byte[] bytes;

  private ByteString(byte[] bytes) {
    this.bytes = bytes;
  }

  /// @param bytes copied
  public static ByteString of(byte[] bytes) {
    return bytes.length == 0 ? EMPTY : new ByteString(bytes.clone());
  }

  /// @param bytes the part from `from` up to, not including, `to` is copied
  /// @throws IndexOutOfBoundsException the part lies outside
  public static ByteString of(byte[] bytes, int from, int to) {
    Objects.checkFromToIndex(from, to, bytes.length);
    return from == to ? EMPTY : new ByteString(Arrays.copyOfRange(bytes, from, to));
  }

  /// The UTF-8 bytes of `text`.
  public static ByteString ofText(String text) {
    return of(text.getBytes(StandardCharsets.UTF_8));
  }

  /// How many bytes.
  public int length() {
    return bytes.length;
  }

  /// Whether there are none.
  public boolean isEmpty() {
    return bytes.length == 0;
  }

  /// The byte at `index`, as 0 to 255.
  ///
  /// @throws IndexOutOfBoundsException there is none
  public int at(int index) {
    return Byte.toUnsignedInt(bytes[index]);
  }

  /// A new array of the bytes.
  public byte[] bytes() {
    return bytes.clone();
  }

  void copyTo(byte[] into, int at, int from) {
    System.arraycopy(bytes, from, into, at, bytes.length - from);
  }

  /// The place of the first such byte at or after `from`, or -1.
  public int indexOf(int value, int from) {
    for (int i = from; i < bytes.length; i++) {
      if (bytes[i] == (byte) value) return i;
    }
    return -1;
  }

  /// The place of the last such byte, or -1.
  public int lastIndexOf(int value) {
    for (int i = bytes.length - 1; i >= 0; i--) {
      if (bytes[i] == (byte) value) return i;
    }
    return -1;
  }

  /// The bytes from `from` up to, not including, `to`.
  ///
  /// @throws IndexOutOfBoundsException they lie outside
  public ByteString part(int from, int to) {
    return from == 0 && to == bytes.length ? this : of(bytes, from, to);
  }

  /// These bytes and then those of `other`.
  public ByteString plus(ByteString other) {
    byte[] joined = Arrays.copyOf(bytes, bytes.length + other.bytes.length);
    System.arraycopy(other.bytes, 0, joined, bytes.length, other.bytes.length);
    return new ByteString(joined);
  }

  /// Whether these bytes begin with those of `prefix`.
  public boolean startsWith(ByteString prefix) {
    return bytes.length >= prefix.bytes.length && sharedPrefix(prefix) == prefix.bytes.length;
  }

  /// How many leading bytes both have in common.
  public int sharedPrefix(ByteString other) {
    int differs = Arrays.mismatch(bytes, other.bytes);
    return differs < 0 ? bytes.length : differs;
  }

  @Override
  public int compareTo(ByteString other) {
    return Arrays.compareUnsigned(bytes, other.bytes);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ByteString that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  /// The bytes as text: bytes that are not UTF-8 show as U+FFFD, so this is for people only.
  @Override
  public String toString() {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
