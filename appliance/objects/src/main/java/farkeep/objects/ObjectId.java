package farkeep.objects;

/// The name of an object: the SHA-256 of its stored bytes.
public record ObjectId(Bytes32 value) implements Comparable<ObjectId> {
  /// @param bytes exactly 32 bytes; copied
  public static ObjectId of(byte[] bytes) {
    return new ObjectId(Bytes32.of(bytes));
  }

  /// @param hex 64 hexadecimal digits
  public static ObjectId ofHex(String hex) {
    return new ObjectId(Bytes32.ofHex(hex));
  }

  /// The id of an object with these stored bytes: header, tag and ciphertext.
  public static ObjectId ofStored(byte[] stored) {
    return of(Sha256.begin().digest(stored));
  }

  /// A new array of the 32 bytes.
  public byte[] bytes() {
    return value.bytes();
  }

  @Override
  public int compareTo(ObjectId other) {
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
