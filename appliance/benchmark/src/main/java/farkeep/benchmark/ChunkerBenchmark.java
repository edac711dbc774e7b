package farkeep.benchmark;

import farkeep.vault.chunk.Chunker;
import farkeep.vault.chunk.ChunkerTables;
import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/// Cutting content into chunks, and the AES that is in it.
@State(Scope.Thread)
public class ChunkerBenchmark extends ShortIterations {
  /// Content of one operation.
  static final int BYTES = 8 << 20;

  /// Pieces in which content comes from a file.
  private static final int PIECE_BYTES = 256 << 10;

  private static final int BLOCK_BYTES = 16;
  private static final int BATCH_BYTES = 1_024 * BLOCK_BYTES;

  /// What is cut.
  @Param Contents content;

  private byte[] plain;
  private Chunker chunker;
  private Cipher aes;
  private int decisions;
  private final byte[] digests = new byte[BATCH_BYTES];
  private final byte[] turned = new byte[BATCH_BYTES];

  /// Makes content and keys.
  @Setup
  public void setUp() throws GeneralSecurityException {
    plain = content.bytes(BYTES);
    chunker = new Chunker(ChunkerTables.of(new byte[ChunkerTables.SECRET_BYTES]));
    aes = Cipher.getInstance("AES/CBC/NoPadding");
    SecretKeySpec key = new SecretKeySpec(new byte[BLOCK_BYTES], "AES");
    aes.init(Cipher.DECRYPT_MODE, key, new IvParameterSpec(new byte[BLOCK_BYTES]));
    decisions = BYTES - cut() * (Chunker.BYTES_MIN - 1);
  }

  /// Finds all borders.
  ///
  /// @return how many chunks there are
  @Benchmark
  public int cut() {
    chunker.restart();
    int chunks = 1;
    for (int from = 0; from < plain.length; from += PIECE_BYTES) {
      int end = Math.min(from + PIECE_BYTES, plain.length);
      int at = from;
      while (at < end) {
        int border = chunker.nextBorder(plain, at, end);
        if (border == Chunker.NONE) break;
        at += border;
        chunks++;
      }
    }
    return chunks;
  }

  /// AES over as many digests as the chunker decides about.
  ///
  /// @return digests turned
  @Benchmark
  public int aesAlone() throws GeneralSecurityException {
    long bytes = (long) decisions * BLOCK_BYTES;
    int turnedBytes = 0;
    for (long at = 0; at < bytes; at += BATCH_BYTES) {
      turnedBytes += aes.doFinal(digests, 0, BATCH_BYTES, turned, 0);
    }
    return turnedBytes / BLOCK_BYTES;
  }
}
