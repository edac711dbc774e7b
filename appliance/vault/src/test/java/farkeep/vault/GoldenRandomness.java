package farkeep.vault;

import farkeep.objects.port.Randomness;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// Chance that anybody can repeat in any language: the n-th fill (from 0) is SHA-256 of "golden n
/// 0", "golden n 1" and so on, joined and cut.
public final class GoldenRandomness implements Randomness {
  private int fills;

  @Override
  public void fill(byte[] bytes) {
    for (int at = 0; at < bytes.length; at += 32) {
      byte[] block = block("golden %d %d".formatted(fills, at / 32));
      System.arraycopy(block, 0, bytes, at, Math.min(32, bytes.length - at));
    }
    fills++;
  }

  @Override
  public long below(long bound) {
    throw new UnsupportedOperationException("golden files draw bytes only");
  }

  private static byte[] block(String name) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.US_ASCII));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java has no SHA-256", e);
    }
  }
}
