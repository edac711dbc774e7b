package farkeep.store.pack;

import farkeep.objects.port.DiskFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/// Sealing a pack that an earlier process left open.
public final class PackSealing {
  private static final int PIECE_BYTES = 256 << 10;

  private PackSealing() {}

  /// Writes bytes once more, as they are read, and forces them. When a force fails, the system
  /// keeps what it could not write in its cache and takes it for written: a later process sees it,
  /// and no force of its own would bring it to the disk.
  ///
  /// @param from where the newest batch begins: what stands before it was forced
  public static void writeAgain(DiskFile file, long from, long to) throws IOException {
    ByteBuffer piece = ByteBuffer.allocate(PIECE_BYTES);
    for (long at = from; at < to; at += piece.limit()) {
      piece.clear().limit((int) Math.min(PIECE_BYTES, to - at));
      file.read(at, piece);
      file.write(at, piece.flip());
    }
    if (from < to) file.force();
  }

  /// Cuts the pack at the end of what is good, and writes and forces its footer.
  ///
  /// @param file open for writing
  /// @param recordsEnd behind the last record that counts
  /// @param sequence of the last object
  /// @param entries the objects that count
  public static PackFooter seal(
      DiskFile file, PackHeader header, long recordsEnd, long sequence, List<PackEntry> entries)
      throws IOException {
    if (file.size() > recordsEnd) {
      file.truncate(recordsEnd);
      file.force();
    }
    BlockSums sums = new BlockSums();
    ByteBuffer piece = ByteBuffer.allocate(PIECE_BYTES);
    for (long at = 0; at < recordsEnd; at += piece.limit()) {
      piece.clear().limit((int) Math.min(PIECE_BYTES, recordsEnd - at));
      file.read(at, piece);
      sums.update(piece.flip());
    }
    PackFooter footer = new PackFooter(header, recordsEnd, sequence, entries, sums.finish());
    file.write(recordsEnd, footer.encode());
    file.force();
    return footer;
  }
}
