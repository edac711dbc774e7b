package farkeep.store.pack;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.CRC32C;

/// CRC32C of every 4 KiB of a pack, taken as its bytes go by, in order.
final class BlockSums {
  static final int BLOCK_BYTES = 4096;

  private final CRC32C crc = new CRC32C();
  private int[] sums = new int[64];
  private int count;
  private int inBlock;

  /// Takes the buffer's remaining bytes; its position stays.
  void update(ByteBuffer bytes) {
    ByteBuffer rest = bytes.duplicate();
    int end = rest.limit();
    while (rest.position() < end) {
      int step = Math.min(end - rest.position(), BLOCK_BYTES - inBlock);
      rest.limit(rest.position() + step);
      crc.update(rest);
      inBlock += step;
      if (inBlock == BLOCK_BYTES) endBlock();
    }
  }

  private void endBlock() {
    if (count == sums.length) sums = Arrays.copyOf(sums, count * 2);
    sums[count++] = (int) crc.getValue();
    crc.reset();
    inBlock = 0;
  }

  /// The sums so far; the last may be of a shorter block. Nothing may be taken afterwards.
  int[] finish() {
    if (inBlock > 0) endBlock();
    return Arrays.copyOf(sums, count);
  }
}
