package farkeep.vault.chunk;

import java.util.Objects;

/// Finds where one stream of content is cut into chunks. Whether a chunk ends behind a byte depends
/// on the 64 bytes up to there, the length of the chunk so far, and the secret; so an edit moves
/// only the borders near it, and lengths tell an outsider nothing but which chunks are alike.
///
/// The stream is fed in pieces of any size without being copied; borders do not depend on the
/// pieces. For one stream and one thread; [#restart] makes it ready for another.
///
/// Byte by byte in `docs/format.md`, section *Chunker*.
public final class Chunker {
  /// No chunk is shorter, but the last of a stream.
  public static final int BYTES_MIN = 128 << 10;

  /// About the average length of chunks; from here on a border is likelier.
  public static final int BYTES_USUAL = 512 << 10;

  /// No chunk is longer: it ends here, whatever its content.
  public static final int BYTES_MAX = 2 << 20;

  /// What [#nextBorder] returns when there is none.
  public static final int NONE = -1;

  private static final int WINDOW = WindowHash.WINDOW_BYTES;

  /// Bytes of a chunk that are not looked at: the first window that is full and may move begins
  /// here.
  private static final int SKIPPED = BYTES_MIN - 1 - WINDOW;

  /// One in 2^20 bytes is a border while the chunk is short.
  private static final long SHORT_MASK = (1L << 20) - 1;

  /// One in 2^17 bytes is a border once the chunk has its usual length.
  private static final long USUAL_MASK = (1L << 17) - 1;

  private final WindowHash hash;
  private final BorderCipher cipher;

  /// The window at the end of the last piece, and behind it the first bytes of the next.
  private final byte[] seam = new byte[2 * WINDOW];

  private int chunkBytes;

  /// @param tables made from the vault's chunking secret
  public Chunker(ChunkerTables tables) {
    hash = new WindowHash(tables);
    cipher = new BorderCipher(tables);
  }

  /// Forgets the stream so far: the next piece begins a new one.
  public void restart() {
    chunkBytes = 0;
  }

  /// Bytes since the last border, or since the stream began. When the stream ends, they are its
  /// last chunk, if there are any.
  public int chunkBytes() {
    return chunkBytes;
  }

  /// Looks for the end of the chunk in the next piece of the stream, the bytes from `from` up to,
  /// not including, `to`.
  ///
  /// @return the number of bytes from `from` to the end of the chunk, 1 or more: call again with
  ///   the rest of the piece; or [#NONE]: the whole piece belongs to a chunk that goes on, call
  ///   again with the next piece
  /// @throws IndexOutOfBoundsException the piece lies outside the array
  public int nextBorder(byte[] piece, int from, int to) {
    Objects.checkFromToIndex(from, to, piece.length);
    int at = from;
    while (at < to) {
      if (chunkBytes < BYTES_MIN - 1) {
        at = chunkBytes < SKIPPED ? skip(at, to) : fill(piece, at, to);
        continue;
      }
      boolean window = at - from >= WINDOW;
      int count = Math.min(batch(), Math.min(to - at, window ? BorderCipher.BATCH : WINDOW));
      int border = window ? search(piece, at, count) : searchSeam(piece, at, count);
      if (border >= 0) {
        chunkBytes = 0;
        return at - from + border + 1;
      }
      at += count;
      chunkBytes += count;
    }
    keepWindow(piece, from, to);
    return NONE;
  }

  private int skip(int at, int to) {
    int skipped = Math.min(to - at, SKIPPED - chunkBytes);
    chunkBytes += skipped;
    if (chunkBytes == SKIPPED) hash.reset();
    return at + skipped;
  }

  private int fill(byte[] piece, int at, int to) {
    int filled = Math.min(to - at, BYTES_MIN - 1 - chunkBytes);
    hash.fill(piece, at, at + filled);
    System.arraycopy(piece, at, seam, chunkBytes - SKIPPED, filled);
    chunkBytes += filled;
    return at + filled;
  }

  /// Bytes up to where the rule changes.
  private int batch() {
    return (chunkBytes < BYTES_USUAL - 1 ? BYTES_USUAL - 1 : BYTES_MAX) - chunkBytes;
  }

  /// Needs the window right before `at` in the same array.
  private int search(byte[] bytes, int at, int count) {
    hash.roll(bytes, at, count, cipher.digests());
    long mask = chunkBytes < BYTES_USUAL - 1 ? SHORT_MASK : USUAL_MASK;
    int border = cipher.firstBorder(count, mask);
    return border < 0 && chunkBytes + count == BYTES_MAX ? count - 1 : border;
  }

  private int searchSeam(byte[] piece, int at, int count) {
    System.arraycopy(piece, at, seam, WINDOW, count);
    int border = search(seam, WINDOW, count);
    System.arraycopy(seam, count, seam, 0, WINDOW);
    return border;
  }

  /// Where the piece is shorter than a window, the seam has been kept up byte by byte.
  private void keepWindow(byte[] piece, int from, int to) {
    if (chunkBytes >= BYTES_MIN - 1 && to - from >= WINDOW) {
      System.arraycopy(piece, to - WINDOW, seam, 0, WINDOW);
    }
  }
}
