package farkeep.store.pack;

import farkeep.objects.ObjectId;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.zip.CRC32C;

/// Tells with the checksums in a sealed pack's footer whether a record is as it was written. That
/// costs a tenth of hashing the object, and finds what a disk does to bytes; whoever restores
/// checks the content itself.
public final class BlockCheck {
  private final long salt;
  private final long recordsEnd;
  private final int[] sums;

  BlockCheck(long salt, long recordsEnd, int[] sums) {
    this.salt = salt;
    this.recordsEnd = recordsEnd;
    this.sums = sums;
  }

  /// Where the blocks begin that a record touches.
  public long from(long recordAt) {
    return recordAt / BlockSums.BLOCK_BYTES * BlockSums.BLOCK_BYTES;
  }

  /// How many bytes those blocks have.
  ///
  /// @param length bytes of the stored object
  /// @return 0 when such a record can't be in the pack
  public int bytes(long recordAt, int length) {
    long end = recordAt + PackFormat.ALIGNMENT + length;
    if (recordAt < PackFormat.HEADER_BYTES || length < 1 || end > recordsEnd) return 0;
    long blocksEnd = (end + BlockSums.BLOCK_BYTES - 1) / BlockSums.BLOCK_BYTES;
    return (int) (Math.min(blocksEnd * BlockSums.BLOCK_BYTES, recordsEnd) - from(recordAt));
  }

  /// Whether all these blocks are whole, and the record in them is this object's.
  ///
  /// @param blocks an array's bytes from [#from] on, as many as [#bytes] said
  public boolean vouchesFor(ObjectId id, long recordAt, int length, ByteBuffer blocks) {
    Optional<RecordHead> head = RecordHead.decode(salt, blocks, (int) (recordAt - from(recordAt)));
    if (head.isEmpty() || head.get().length() != length || !head.get().id().equals(id)) {
      return false;
    }
    CRC32C crc = new CRC32C();
    int block = (int) (recordAt / BlockSums.BLOCK_BYTES);
    for (int at = 0; at < blocks.limit(); at += BlockSums.BLOCK_BYTES, block++) {
      crc.reset();
      crc.update(blocks.slice(at, Math.min(BlockSums.BLOCK_BYTES, blocks.limit() - at)));
      if ((int) crc.getValue() != sums[block]) return false;
    }
    return true;
  }
}
