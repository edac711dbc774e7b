package farkeep.vault.chunk;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// The rolling digest of the last 64 bytes: the sum of T[byte]·x^(bytes behind it) in GF(2^128).
///
/// Two different windows have digests that differ by any given value with probability 2^-128 over
/// the choice of T (the proof is in the decision *Where content is cut*).
final class WindowHash {
  static final int WINDOW_BYTES = 64;

  /// x^128 = x^7 + x^2 + x + 1.
  static final long REDUCTION = 0x87;

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private final long[] entering;
  private final long[] leaving;
  private long low;
  private long high;

  WindowHash(ChunkerTables tables) {
    entering = tables.entering();
    leaving = tables.leaving();
  }

  void reset() {
    low = 0;
    high = 0;
  }

  /// Takes bytes into a window that is not full yet.
  void fill(byte[] bytes, int from, int to) {
    for (int i = from; i < to; i++) {
      int in = (bytes[i] & 0xff) << 1;
      long carry = high >> 63 & REDUCTION;
      high = (high << 1 | low >>> 63) ^ entering[in + 1];
      low = low << 1 ^ carry ^ entering[in];
    }
  }

  /// Moves the full window over `count` bytes, and writes the digest behind each of them.
  ///
  /// @param bytes with the window's 64 bytes right before `from`
  /// @param digests gets 16 bytes each, little-endian
  void roll(byte[] bytes, int from, int count, byte[] digests) {
    long[] add = entering;
    long[] remove = leaving;
    long lowest = low;
    long highest = high;
    for (int i = 0; i < count; i++) {
      int in = (bytes[from + i] & 0xff) << 1;
      int out = (bytes[from + i - WINDOW_BYTES] & 0xff) << 1;
      long carry = highest >> 63 & REDUCTION;
      highest = (highest << 1 | lowest >>> 63) ^ (add[in + 1] ^ remove[out + 1]);
      lowest = lowest << 1 ^ carry ^ (add[in] ^ remove[out]);
      LONGS.set(digests, i << 4, lowest);
      LONGS.set(digests, (i << 4) + 8, highest);
    }
    low = lowest;
    high = highest;
  }
}
