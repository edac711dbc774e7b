package farkeep.vault.chunk;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.KDF;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// What a vault's chunker is keyed with, made from its chunking secret: an AES key and a random
/// element of GF(2^128) for each value of a byte. One for all chunkers of a vault; safe for many
/// threads.
///
/// Byte by byte in `docs/format.md`, section *Chunker*.
public final class ChunkerTables {
  /// Bytes of the chunking secret.
  public static final int SECRET_BYTES = 32;

  private static final byte[] INFO = "farkeep/chunker/1".getBytes(StandardCharsets.US_ASCII);
  private static final int KEY_BYTES = 16;
  private static final int ELEMENT_BYTES = 16;
  private static final int BYTE_VALUES = 256;

  private final SecretKeySpec key;
  private final long[] entering;
  private final long[] leaving;

  private ChunkerTables(SecretKeySpec key, long[] entering, long[] leaving) {
    this.key = key;
    this.entering = entering;
    this.leaving = leaving;
  }

  /// @param secret exactly [#SECRET_BYTES] bytes; not held
  /// @throws IllegalArgumentException the length is another one
  public static ChunkerTables of(byte[] secret) {
    if (secret.length != SECRET_BYTES) {
      throw new IllegalArgumentException(
          "a chunking secret has " + SECRET_BYTES + " bytes, this has " + secret.length);
    }
    byte[] derived = expand(secret, KEY_BYTES + BYTE_VALUES * ELEMENT_BYTES);
    ByteBuffer elements = ByteBuffer.wrap(derived).order(ByteOrder.LITTLE_ENDIAN);
    elements.position(KEY_BYTES);
    long[] entering = new long[2 * BYTE_VALUES];
    long[] leaving = new long[2 * BYTE_VALUES];
    for (int i = 0; i < entering.length; i += 2) {
      entering[i] = elements.getLong();
      entering[i + 1] = elements.getLong();
      timesWindow(entering, leaving, i);
    }
    SecretKeySpec key = new SecretKeySpec(derived, 0, KEY_BYTES, "AES");
    Arrays.fill(derived, (byte) 0);
    return new ChunkerTables(key, entering, leaving);
  }

  private static byte[] expand(byte[] secret, int bytes) {
    try {
      return KDF.getInstance("HKDF-SHA256")
          .deriveData(HKDFParameterSpec.expandOnly(new SecretKeySpec(secret, "HKDF"), INFO, bytes));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no HKDF-SHA256", e);
    }
  }

  /// The element at `i` times x to the number of bytes in a window.
  private static void timesWindow(long[] from, long[] into, int i) {
    long low = from[i];
    long high = from[i + 1];
    for (int times = 0; times < WindowHash.WINDOW_BYTES; times++) {
      long carry = high >> 63 & WindowHash.REDUCTION;
      high = high << 1 | low >>> 63;
      low = low << 1 ^ carry;
    }
    into[i] = low;
    into[i + 1] = high;
  }

  SecretKeySpec key() {
    return key;
  }

  /// For each byte value the element that it brings: low half, high half.
  long[] entering() {
    return entering;
  }

  /// For each byte value the element that takes it out again: low half, high half.
  long[] leaving() {
    return leaving;
  }
}
