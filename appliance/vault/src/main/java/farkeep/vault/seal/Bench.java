package farkeep.vault.seal;

import com.github.luben.zstd.ZstdCompressCtx;
import com.github.luben.zstd.ZstdDecompressCtx;
import farkeep.vault.keys.RootKeys;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// The tools of one sealing or opening at a time: making them anew for each object costs more than
/// a small object itself. Not safe for many threads.
final class Bench implements AutoCloseable {
  static final int TAG_BYTES = 32;
  static final int GCM_TAG_BYTES = 16;

  /// AES-GCM is fed in pieces: one call over megabytes runs interpreted for its first hundred
  /// calls.
  private static final int PIECE_BYTES = 32 << 10;

  private static final String HMAC = "HmacSHA256";
  private static final byte[] OBJECT_INFO = Ascii.bytes("farkeep/object");
  private static final byte[] TAG_DOMAIN = Ascii.bytes("farkeep/tag/1");
  private static final byte[] NONCE_ZERO = new byte[12];
  private static final byte[] LAST = {1};

  final MessageDigest sha256;
  final ZstdCompressCtx compressor = new ZstdCompressCtx();
  final ZstdDecompressCtx decompressor = new ZstdDecompressCtx();
  private final Mac tagMac;
  private final Mac objectMac;
  private Cipher cipher;
  private byte[] lastKey = {};
  private byte[] scratch = new byte[0];
  private long keyId;
  private boolean keyed;

  Bench() {
    try {
      sha256 = MessageDigest.getInstance("SHA-256");
      tagMac = Mac.getInstance(HMAC);
      objectMac = Mac.getInstance(HMAC);
      cipher = gcm();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java lacks SHA-256 or AES-GCM", e);
    }
    compressor.setContentSize(true).setChecksum(false).setDictID(false);
  }

  /// Lays the keys of a root out, unless they are.
  void use(RootKeys root) {
    if (keyed && keyId == root.keyId()) return;
    try {
      tagMac.init(new SecretKeySpec(root.tagKey(), HMAC));
      objectMac.init(new SecretKeySpec(root.objectKey(), HMAC));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("HMAC refused its key", e);
    }
    keyId = root.keyId();
    keyed = true;
  }

  /// At least so many bytes to work in; what was there is lost.
  byte[] scratch(int bytes) {
    if (scratch.length < bytes) scratch = new byte[bytes];
    return scratch;
  }

  /// T over header and payload, in 32 new bytes.
  byte[] tag(byte[] header, int headerBytes, byte[] payload, int from, int bytes) {
    tagMac.update(TAG_DOMAIN);
    tagMac.update(header, 0, headerBytes);
    tagMac.update(payload, from, bytes);
    return tagMac.doFinal();
  }

  /// Encrypts the payload in its place; the GCM tag follows it.
  ///
  /// @param stored header ‖ T ‖ payload ‖ room for the GCM tag
  /// @param from where the payload begins, so where T ends
  void encrypt(byte[] stored, int from, int bytes, byte[] tag) {
    try {
      init(Cipher.ENCRYPT_MODE, tag);
      cipher.updateAAD(stored, 0, from);
      int at = from;
      int end = from + bytes;
      for (; end - at > PIECE_BYTES; at += PIECE_BYTES) {
        cipher.update(stored, at, PIECE_BYTES, stored, at);
      }
      cipher.doFinal(stored, at, end - at, stored, at);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES-GCM failed to seal", e);
    }
  }

  /// Decrypts into `payload` from its first byte on.
  ///
  /// @param from where the ciphertext begins, so where T ends
  /// @param bytes of the ciphertext, GCM tag included
  /// @throws GeneralSecurityException the key is another one, or something was altered
  void decrypt(byte[] stored, int from, int bytes, byte[] tag, byte[] payload)
      throws GeneralSecurityException {
    init(Cipher.DECRYPT_MODE, tag);
    cipher.updateAAD(stored, 0, from);
    cipher.doFinal(stored, from, bytes, payload, 0);
  }

  private void init(int mode, byte[] tag) throws GeneralSecurityException {
    objectMac.update(OBJECT_INFO);
    objectMac.update(tag);
    byte[] key = objectMac.doFinal(LAST);
    // The same key comes back only with the same message; but the JDK can't know that, and refuses.
    if (Arrays.equals(key, lastKey)) cipher = gcm();
    lastKey = key;
    cipher.init(
        mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(8 * GCM_TAG_BYTES, NONCE_ZERO));
  }

  private static Cipher gcm() throws GeneralSecurityException {
    return Cipher.getInstance("AES/GCM/NoPadding");
  }

  @Override
  public void close() {
    compressor.close();
    decompressor.close();
  }
}
