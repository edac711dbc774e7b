package farkeep.link.pairing;

import farkeep.link.auth.Role;
import farkeep.link.carrier.LinkStream;
import farkeep.link.protocol.Frames;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.KDF;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.HKDFParameterSpec;

/// Records under the key that a [CodeExchange] made: AES-256-GCM, one key for each direction, the
/// nonce counts up. For one task.
final class SealedRecords {
  /// Plain bytes of one record.
  static final int RECORD_BYTES_MAX = Frames.FRAME_BYTES_MAX - 16;

  private static final int TAG_BITS = 128;
  private static final int NONCE_BYTES = 12;

  private final LinkStream stream;
  private final SecretKey sending;
  private final SecretKey receiving;
  private long sent;
  private long received;

  /// @param keyingMaterial what both sides share
  /// @param context as in [CodeExchange]
  SealedRecords(LinkStream stream, Role role, byte[] keyingMaterial, byte[] context) {
    this.stream = stream;
    this.sending = key(keyingMaterial, context, role);
    this.receiving = key(keyingMaterial, context, role.other());
  }

  private static SecretKey key(byte[] keyingMaterial, byte[] context, Role sender) {
    String use = sender == Role.HOME ? "farkeep/pairing/home" : "farkeep/pairing/box";
    try {
      return KDF.getInstance("HKDF-SHA256")
          .deriveKey(
              "AES",
              HKDFParameterSpec.ofExtract()
                  .addIKM(keyingMaterial)
                  .addSalt(context)
                  .thenExpand(use.getBytes(StandardCharsets.US_ASCII), 32));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no HKDF", e);
    }
  }

  void send(byte[] plain) throws IOException {
    if (plain.length > RECORD_BYTES_MAX) {
      throw new IllegalArgumentException(
          "a record of %d B; at most %d".formatted(plain.length, RECORD_BYTES_MAX));
    }
    try {
      Frames.writeBytes(
          stream.output(), cipher(Cipher.ENCRYPT_MODE, sending, sent++).doFinal(plain));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES-GCM failed to seal", e);
    }
  }

  byte[] receive() throws IOException {
    byte[] sealed =
        Frames.readBytes(stream.input(), Frames.FRAME_BYTES_MAX)
            .orElseThrow(() -> new PairingFailedException("the peer left"));
    try {
      return cipher(Cipher.DECRYPT_MODE, receiving, received++).doFinal(sealed);
    } catch (GeneralSecurityException e) {
      throw new PairingFailedException("a record is not from who has the code", e);
    }
  }

  private static Cipher cipher(int mode, SecretKey key, long count)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    byte[] nonce =
        ByteBuffer.allocate(NONCE_BYTES).putLong(NONCE_BYTES - Long.BYTES, count).array();
    cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
    return cipher;
  }
}
