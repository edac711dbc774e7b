package farkeep.objects.log;

import java.util.Arrays;
import java.util.HexFormat;

/// Bytes as a value: compared by content, never changed. What they mean is somebody else's.
public final class Opaque {
  /// No bytes.
  public static final Opaque EMPTY = new Opaque(new byte[0]);

  private final byte[] bytes;

  private Opaque(byte[] bytes) {
    this.bytes = bytes;
  }

  /// @param bytes copied
  public static Opaque of(byte[] bytes) {
    return new Opaque(bytes.clone());
  }

  /// A new array of the bytes.
  public byte[] bytes() {
    return bytes.clone();
  }

  /// How many bytes.
  public int length() {
    return bytes.length;
  }

  /// Whether there are none.
  public boolean isEmpty() {
    return bytes.length == 0;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Opaque that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  /// Hexadecimal digits.
  @Override
  public String toString() {
    return HexFormat.of().formatHex(bytes);
  }
}
