package farkeep.objects;

/// The SHA-256 of one entry of a vault log or of a head log, signature included.
public record EntryHash(Bytes32 value) implements Comparable<EntryHash> {
  /// @param bytes exactly 32 bytes; copied
  public static EntryHash of(byte[] bytes) {
    return new EntryHash(Bytes32.of(bytes));
  }

  /// @param hex 64 hexadecimal digits
  public static EntryHash ofHex(String hex) {
    return new EntryHash(Bytes32.ofHex(hex));
  }

  /// A new array of the 32 bytes.
  public byte[] bytes() {
    return value.bytes();
  }

  @Override
  public int compareTo(EntryHash other) {
    return value.compareTo(other.value);
  }

  /// The first 12 hexadecimal digits: enough for people and logs.
  public String abbreviated() {
    return value.hex().substring(0, 12);
  }

  @Override
  public String toString() {
    return value.hex();
  }
}
