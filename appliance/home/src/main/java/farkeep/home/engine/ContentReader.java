package farkeep.home.engine;

import farkeep.home.scan.Range;
import farkeep.home.scan.StableFile;
import farkeep.vault.chunk.Chunker;
import farkeep.vault.chunk.ChunkerTables;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;

/// Reads a file and cuts it into pieces and holes. For one task.
final class ContentReader {
  private static final int READ_BYTES = 256 << 10;

  private final Chunker chunker;
  private final Taker taker;
  private final ByteBuffer direct = ByteBuffer.allocateDirect(READ_BYTES);
  private final byte[] window = new byte[Chunker.BYTES_MAX + READ_BYTES];
  private final AtomicLong bytesRead = new AtomicLong();

  /// Who gets the pieces and holes, in order.
  interface Taker {
    void take(Step step) throws InterruptedException;
  }

  ContentReader(ChunkerTables tables, Taker taker) {
    this.chunker = new Chunker(tables);
    this.taker = taker;
  }

  /// Reads all of it. A file that was cut meanwhile gives less.
  void read(StableFile file) throws IOException, InterruptedException {
    for (long at = 0; at < file.sizeBytes(); ) {
      Range range = file.rangeAt(at);
      switch (range) {
        case Range.Hole(_, long bytes) -> taker.take(new Step.Hole(bytes));
        case Range.Data(long from, long bytes) -> {
          if (!readData(file, from, bytes)) return;
        }
      }
      at = range.at() + range.bytes();
    }
  }

  /// @return false when the file ended before
  private boolean readData(StableFile file, long from, long bytes)
      throws IOException, InterruptedException {
    chunker.restart();
    long at = from;
    long end = from + bytes;
    int start = 0; // of the chunk, in the window
    int filled = 0;
    while (at < end) {
      if (window.length - filled < READ_BYTES) {
        System.arraycopy(window, start, window, 0, filled - start);
        filled -= start;
        start = 0;
      }
      int got = read(file, at, (int) Math.min(READ_BYTES, end - at), filled);
      if (got == 0) return false;
      int searched = filled;
      filled += got;
      at += got;
      while (searched < filled) {
        int border = chunker.nextBorder(window, searched, filled);
        if (border == Chunker.NONE) break;
        searched += border;
        taker.take(new Step.Piece(Arrays.copyOfRange(window, start, searched)));
        start = searched;
      }
    }
    if (filled > start) taker.take(new Step.Piece(Arrays.copyOfRange(window, start, filled)));
    return true;
  }

  private int read(StableFile file, long at, int most, int into) throws IOException {
    direct.clear().limit(most);
    int got = file.read(at, direct);
    direct.flip();
    direct.get(window, into, got);
    bytesRead.addAndGet(got);
    return got;
  }

  long bytesRead() {
    return bytesRead.get();
  }
}
