package farkeep.objects;

/// A home node or a box: its raw Ed25519 public key, 32 bytes. The id is the key, so there is
/// nothing to look up.
public record PeerId(Bytes32 value) implements Comparable<PeerId> {
  /// @param bytes exactly 32 bytes; copied
  public static PeerId of(byte[] bytes) {
    return new PeerId(Bytes32.of(bytes));
  }

  /// @param hex 64 hexadecimal digits
  public static PeerId ofHex(String hex) {
    return new PeerId(Bytes32.ofHex(hex));
  }

  /// A new array of the 32 bytes.
  public byte[] bytes() {
    return value.bytes();
  }

  @Override
  public int compareTo(PeerId other) {
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
