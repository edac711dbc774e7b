package farkeep.link.pairing;

import farkeep.objects.port.Randomness;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;

/// The secret of a [PairingText]: 128 bits that nobody guesses, valid once and for a short time.
public final class PairingSecret extends PairingWord {
  /// Bytes of a secret.
  public static final int BYTES = 16;

  private final byte[] bytes;

  private PairingSecret(byte[] bytes) {
    this.bytes = bytes;
  }

  /// A new secret.
  public static PairingSecret random(Randomness randomness) {
    return new PairingSecret(randomness.bytes(BYTES));
  }

  /// @param bytes [#BYTES] of them
  static PairingSecret of(byte[] bytes) {
    if (bytes.length != BYTES) {
      throw new IllegalArgumentException(
          "a secret of %d B; it has %d".formatted(bytes.length, BYTES));
    }
    return new PairingSecret(bytes.clone());
  }

  byte[] bytes() {
    return bytes.clone();
  }

  @Override
  Kind kind() {
    return Kind.SECRET;
  }

  @Override
  char[] characters() {
    return HexFormat.of().formatHex(bytes).toCharArray();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PairingSecret that && MessageDigest.isEqual(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  /// Not the secret, which has no place in a log.
  @Override
  public String toString() {
    return "PairingSecret";
  }
}
