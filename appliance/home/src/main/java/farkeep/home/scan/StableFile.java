package farkeep.home.scan;

import farkeep.home.posix.Errno;
import farkeep.home.posix.FileKind;
import farkeep.home.posix.FileStat;
import farkeep.home.posix.OpenFile;
import farkeep.home.posix.PosixException;
import farkeep.home.posix.Stamp;
import farkeep.vault.tree.TreePath;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/// A file while it is read, as long as it was when it was opened. What was read counts only when
/// [#unchanged] says so afterwards.
public final class StableFile implements Closeable {
  private final OpenFile file;
  private final TreePath path;
  private final FileStat stat;
  private boolean mayHaveHoles;

  StableFile(OpenFile file, TreePath path) throws IOException {
    this.file = file;
    this.path = path;
    this.stat = file.stat();
    if (stat.kind() != FileKind.REGULAR) {
      throw new NotAFileException(stat.kind(), path);
    }
    // asking where holes are costs a call, and most files have none
    this.mayHaveHoles = stat.allocatedBytes() < stat.sizeBytes();
  }

  /// Where it is in its folder.
  public TreePath path() {
    return path;
  }

  /// What the kernel said when it was opened.
  public FileStat stat() {
    return stat;
  }

  /// Its length when it was opened, in bytes.
  public long sizeBytes() {
    return stat.sizeBytes();
  }

  /// The data or the hole that begins at a place, up to where the other begins or the file ends.
  ///
  /// @param at below [#sizeBytes]
  public Range rangeAt(long at) throws PosixException {
    long end = sizeBytes();
    if (at < 0 || at >= end) {
      throw new IndexOutOfBoundsException("place " + at + " of a file of " + end + " B");
    }
    if (!mayHaveHoles) return new Range.Data(at, end - at);
    try {
      long data = file.nextData(at);
      if (data < 0 || data >= end) return new Range.Hole(at, end - at);
      if (data > at) return new Range.Hole(at, data - at);
      long hole = file.nextHole(at);
      return new Range.Data(at, hole < 0 ? end - at : Math.min(hole, end) - at);
    } catch (PosixException refused) {
      if (!refused.is(Errno.EINVAL) && !refused.is(Errno.EOPNOTSUPP)) throw refused;
      mayHaveHoles = false;
      return new Range.Data(at, end - at);
    }
  }

  /// Reads at a place until the buffer is full, or the file as it was when opened ends.
  ///
  /// @return bytes read; fewer than wanted at the end, or when the file was cut meanwhile
  public int read(long at, ByteBuffer into) throws PosixException {
    long left = Math.max(0, sizeBytes() - at);
    int limit = into.limit();
    if (left < into.remaining()) into.limit(into.position() + (int) left);
    try {
      return file.read(at, into);
    } finally {
      into.limit(limit);
    }
  }

  /// Whether size, times and inode are still those of when it was opened.
  public boolean unchanged() throws PosixException {
    return stamp().equals(file.stat().stamp());
  }

  /// What to remember it by, once it has been read and was unchanged.
  public Stamp stamp() {
    return stat.stamp();
  }

  @Override
  public void close() {
    file.close();
  }
}
