package farkeep.vault.keys;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// The three primitives that everything in this package is made of, as `docs/format.md` names them
/// under *Conventions*.
final class Derivation {
  /// Bytes of every symmetric key.
  static final int KEY_BYTES = 32;

  /// Bytes that [#seal] adds.
  static final int SEAL_BYTES = 16;

  private static final byte[] NONCE_ZERO = new byte[12];

  private Derivation() {}

  /// HMAC-SHA-256 over the pieces joined together.
  static byte[] hmac(byte[] key, byte[]... pieces) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      for (byte[] piece : pieces) mac.update(piece);
      return mac.doFinal();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no HMAC-SHA-256", e);
    }
  }

  /// HKDF-Expand (RFC 5869) to one key: the info is the pieces joined together.
  static byte[] expand(byte[] key, String label, byte[]... rest) {
    byte[][] pieces = new byte[rest.length + 2][];
    pieces[0] = label.getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(rest, 0, pieces, 1, rest.length);
    pieces[rest.length + 1] = new byte[] {1};
    return hmac(key, pieces);
  }

  /// SHA-256 over the pieces joined together.
  static byte[] sha256(byte[]... pieces) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (byte[] piece : pieces) digest.update(piece);
      return digest.digest();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java has no SHA-256", e);
    }
  }

  /// AES-256-GCM under a key that never seals anything else, so the nonce may be zero.
  static byte[] seal(byte[] onceKey, byte[] clear, byte[] plain) {
    try {
      return gcm(Cipher.ENCRYPT_MODE, onceKey, clear).doFinal(plain);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES-GCM failed to seal", e);
    }
  }

  /// Opens what [#seal] made.
  ///
  /// @throws CannotOpenException key, clear part or bytes are not those that were sealed
  static byte[] open(String what, byte[] onceKey, byte[] clear, byte[] sealed) {
    try {
      return gcm(Cipher.DECRYPT_MODE, onceKey, clear).doFinal(sealed);
    } catch (GeneralSecurityException e) {
      throw new CannotOpenException(what + " does not open with this key, or was altered", e);
    }
  }

  private static Cipher gcm(int mode, byte[] key, byte[] clear) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(
        mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(8 * SEAL_BYTES, NONCE_ZERO));
    cipher.updateAAD(clear);
    return cipher;
  }
}
