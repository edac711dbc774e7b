package farkeep.objects;

/// The name of a vault: the SHA-256 of its GENESIS entry.
public record VaultId(Bytes32 value) implements Comparable<VaultId> {
  /// @param bytes exactly 32 bytes; copied
  public static VaultId of(byte[] bytes) {
    return new VaultId(Bytes32.of(bytes));
  }

  /// @param hex 64 hexadecimal digits
  public static VaultId ofHex(String hex) {
    return new VaultId(Bytes32.ofHex(hex));
  }

  /// A new array of the 32 bytes.
  public byte[] bytes() {
    return value.bytes();
  }

  @Override
  public int compareTo(VaultId other) {
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
