package farkeep.vault.chunk;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// The chunker as its section of the format reads, without any of the tricks: every window is
/// digested from its 64 bytes, every digest is permuted by itself.
final class PlainChunker {
  private PlainChunker() {}

  static int firstLength(byte[] secret, byte[] stream) {
    try {
      byte[] derived = expand(secret, 16 + 4096);
      Cipher cipher = Cipher.getInstance("AES/ECB/NoPadding");
      cipher.init(Cipher.DECRYPT_MODE, new SecretKeySpec(derived, 0, 16, "AES"));
      long[][] elements = new long[256][];
      for (int b = 0; b < 256; b++) {
        elements[b] = new long[] {little(derived, 16 + 16 * b), little(derived, 16 + 16 * b + 8)};
      }
      for (int length = 131_072; length <= Math.min(stream.length, 2_097_152); length++) {
        long drawn = little(cipher.doFinal(digest(elements, stream, length)), 0);
        long mask = length < 524_288 ? 0xF_FFFF : 0x1_FFFF;
        if ((drawn & mask) == 0 || length == 2_097_152) return length;
      }
      return stream.length;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] digest(long[][] elements, byte[] stream, int end) {
    long low = 0;
    long high = 0;
    for (int i = end - 64; i < end; i++) {
      long[] element = elements[stream[i] & 0xff];
      boolean carry = high < 0;
      high = (high << 1 | low >>> 63) ^ element[1];
      low = low << 1 ^ (carry ? 0x87 : 0) ^ element[0];
    }
    byte[] digest = new byte[16];
    for (int i = 0; i < 8; i++) {
      digest[i] = (byte) (low >>> 8 * i);
      digest[8 + i] = (byte) (high >>> 8 * i);
    }
    return digest;
  }

  private static long little(byte[] bytes, int at) {
    byte[] reversed = new byte[8];
    for (int i = 0; i < 8; i++) reversed[7 - i] = bytes[at + i];
    return new BigInteger(1, reversed).longValue();
  }

  private static byte[] expand(byte[] secret, int bytes) throws GeneralSecurityException {
    byte[] result = new byte[0];
    byte[] block = new byte[0];
    for (int i = 1; result.length < bytes; i++) {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret, "HmacSHA256"));
      mac.update(block);
      mac.update("farkeep/chunker/1".getBytes(StandardCharsets.US_ASCII));
      block = mac.doFinal(new byte[] {(byte) i});
      int before = result.length;
      result = Arrays.copyOf(result, before + block.length);
      System.arraycopy(block, 0, result, before, block.length);
    }
    return Arrays.copyOf(result, bytes);
  }
}
