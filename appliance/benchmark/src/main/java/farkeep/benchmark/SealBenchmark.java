package farkeep.benchmark;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import com.github.luben.zstd.ZstdDecompressCtx;
import farkeep.vault.keys.RootKeys;
import farkeep.vault.seal.Codec;
import farkeep.vault.seal.OpenedObject;
import farkeep.vault.seal.Opener;
import farkeep.vault.seal.SealedObject;
import farkeep.vault.seal.Sealer;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/// Sealing and opening one chunk, beside the primitives alone: zstd where it shrinks the content,
/// HMAC-SHA-256, AES-256-GCM and SHA-256 over what is left, into arrays that are there already.
@State(Scope.Thread)
public class SealBenchmark extends ShortIterations {
  /// Content of one operation: a chunk of the usual length.
  static final int BYTES = 512 << 10;

  private static final int LEVEL = 3;
  private static final int KEY_BYTES = 32;
  private static final int NONCE_BYTES = 12;
  private static final int GCM_TAG_BYTES = 16;

  /// Larger pieces run interpreted at first, in the JDK's own code; both sides avoid it.
  private static final int PIECE_BYTES = 32 << 10;

  /// The JDK's AES-GCM reaches its full speed only after thousands of calls; too many for chunks.
  private static final int WARM_UP_CALLS = 6_000;

  private static final int WARM_UP_BYTES = 8 << 10;

  /// What is sealed.
  @Param Contents content;

  private final byte[] coded = new byte[(int) Zstd.compressBound(BYTES)];
  private final byte[] ciphertext = new byte[coded.length + GCM_TAG_BYTES];
  private final byte[] decrypted = new byte[coded.length];
  private final byte[] again = new byte[BYTES];
  private final SecretKeySpec key = new SecretKeySpec(new byte[KEY_BYTES], "AES");
  private byte[] plain;
  private Sealer sealer;
  private Opener opener;
  private SealedObject sealed;
  private ZstdCompressCtx compressor;
  private ZstdDecompressCtx decompressor;
  private MessageDigest sha256;
  private Mac hmac;
  private Cipher gcm;
  private GCMParameterSpec lastNonce =
      new GCMParameterSpec(8 * GCM_TAG_BYTES, new byte[NONCE_BYTES]);
  private int ciphertextBytes;
  private long operations;

  /// Makes content, keys and a sealed object to open.
  @Setup
  public void setUp() throws GeneralSecurityException {
    plain = content.bytes(BYTES);
    RootKeys root = RootKeys.of(new byte[KEY_BYTES]);
    sealer = new Sealer(root);
    opener = new Opener(_ -> root);
    sealed = sealer.chunk(plain, Codec.zstd(LEVEL));
    compressor = new ZstdCompressCtx().setLevel(LEVEL);
    decompressor = new ZstdDecompressCtx();
    sha256 = MessageDigest.getInstance("SHA-256");
    hmac = Mac.getInstance("HmacSHA256");
    hmac.init(new SecretKeySpec(new byte[KEY_BYTES], "HmacSHA256"));
    gcm = Cipher.getInstance("AES/GCM/NoPadding");
    sealPrimitives();
  }

  /// Has the JDK compile AES-GCM before anything is measured.
  @Setup
  public void warmUp() throws GeneralSecurityException {
    byte[] small = new byte[WARM_UP_BYTES];
    byte[] sealedSmall = new byte[WARM_UP_BYTES + GCM_TAG_BYTES];
    for (int i = 0; i < WARM_UP_CALLS; i++) {
      byte[] nonce = ByteBuffer.allocate(NONCE_BYTES).putInt(i).array();
      GCMParameterSpec parameters = new GCMParameterSpec(8 * GCM_TAG_BYTES, nonce);
      gcm.init(Cipher.ENCRYPT_MODE, key, parameters);
      int bytes = gcm.doFinal(small, 0, small.length, sealedSmall, 0);
      gcm.init(Cipher.DECRYPT_MODE, key, parameters);
      gcm.doFinal(sealedSmall, 0, bytes, small, 0);
    }
  }

  /// Seals a chunk that differs from the last one.
  @Benchmark
  public SealedObject seal() {
    ByteBuffer.wrap(plain).putLong(++operations);
    return sealer.chunk(plain, Codec.zstd(LEVEL));
  }

  /// What sealing can't do without.
  ///
  /// @return SHA-256 of the ciphertext
  @Benchmark
  public byte[] sealPrimitives() throws GeneralSecurityException {
    ByteBuffer.wrap(plain).putLong(++operations);
    byte[] payload = plain;
    int bytes = plain.length;
    if (content == Contents.TEXT) {
      payload = coded;
      bytes = compressor.compressByteArray(coded, 0, coded.length, plain, 0, plain.length);
    }
    hmac.update(payload, 0, bytes);
    byte[] tag = hmac.doFinal();
    lastNonce = new GCMParameterSpec(8 * GCM_TAG_BYTES, tag, 0, NONCE_BYTES);
    gcm.init(Cipher.ENCRYPT_MODE, key, lastNonce);
    int done = 0;
    int at = 0;
    for (; bytes - at > PIECE_BYTES; at += PIECE_BYTES) {
      done += gcm.update(payload, at, PIECE_BYTES, ciphertext, done);
    }
    ciphertextBytes = done + gcm.doFinal(payload, at, bytes - at, ciphertext, done);
    sha256.update(ciphertext, 0, ciphertextBytes);
    return sha256.digest();
  }

  /// Opens a sealed chunk.
  @Benchmark
  public OpenedObject open() {
    return opener.open(sealed.id(), sealed.stored());
  }

  /// What opening can't do without.
  ///
  /// @return the plain bytes
  @Benchmark
  public byte[] openPrimitives() throws GeneralSecurityException {
    sha256.update(ciphertext, 0, ciphertextBytes);
    sha256.digest();
    gcm.init(Cipher.DECRYPT_MODE, key, lastNonce);
    int bytes = gcm.doFinal(ciphertext, 0, ciphertextBytes, decrypted, 0);
    hmac.update(decrypted, 0, bytes);
    hmac.doFinal();
    if (content == Contents.TEXT) {
      decompressor.decompressByteArray(again, 0, again.length, decrypted, 0, bytes);
      return again;
    }
    return decrypted;
  }

  /// Bytes of what the primitives made last, GCM tag included.
  int ciphertextBytes() {
    return ciphertextBytes;
  }

  /// What was sealed last.
  byte[] plain() {
    return plain;
  }
}
