package farkeep.home.posix;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;

/// An open regular file. Safe for many threads that touch different places.
public final class OpenFile extends Handle {
  private static final int SEEK_DATA = 3;
  private static final int SEEK_HOLE = 4;
  private static final int LOCK_EXCLUSIVE_NOW = 2 | 4;
  private static final int COPY_BYTES_MAX = 1 << 20;

  OpenFile(int descriptor, byte[] path) {
    super(descriptor, path);
  }

  /// What the kernel says of it now.
  public FileStat stat() throws PosixException {
    return Directory.statOf(descriptor(), path());
  }

  /// Reads at a place, until the buffer is full or the file ends. Direct buffers are read into
  /// without a copy.
  ///
  /// @param at bytes from the start
  /// @return bytes read; fewer than remained only at the end of the file, 0 there
  /// @throws PosixException the device failed; the buffer's position tells what was read
  public int read(long at, ByteBuffer into) throws PosixException {
    int start = into.position();
    try (Scratch scratch = new Scratch()) {
      MemorySegment copy = into.isDirect() ? null : scratch.bytes(copyBytes(into));
      while (into.hasRemaining()) {
        MemorySegment target = copy == null ? MemorySegment.ofBuffer(into) : copy;
        int wanted = (int) Math.min(target.byteSize(), into.remaining());
        long place = at + into.position() - start;
        int got =
            (int)
                scratch.check(
                    Syscall.PREAD64, path(), descriptor(), target.address(), wanted, place);
        if (got == 0) break;
        if (copy != null) {
          into.put(copy.asSlice(0, got).asByteBuffer());
        } else {
          into.position(into.position() + got);
        }
      }
    }
    return into.position() - start;
  }

  /// Writes all that remains in the buffer at a place; what lies between the old end and there
  /// becomes a hole.
  ///
  /// @param at bytes from the start
  public void write(long at, ByteBuffer from) throws PosixException {
    int start = from.position();
    try (Scratch scratch = new Scratch()) {
      MemorySegment copy = from.isDirect() ? null : scratch.bytes(copyBytes(from));
      while (from.hasRemaining()) {
        MemorySegment source = copy == null ? MemorySegment.ofBuffer(from) : copy;
        int count = (int) Math.min(source.byteSize(), from.remaining());
        if (copy != null) copy.asByteBuffer().put(from.slice(from.position(), count));
        long place = at + from.position() - start;
        long put =
            scratch.check(Syscall.PWRITE64, path(), descriptor(), source.address(), count, place);
        from.position(from.position() + (int) put);
      }
    }
  }

  private static int copyBytes(ByteBuffer buffer) {
    return Math.clamp(buffer.remaining(), 1, COPY_BYTES_MAX);
  }

  /// Where the next data is, from `at` on; -1 when only a hole follows.
  ///
  /// @throws PosixException with EINVAL: the file system can't tell holes from data
  public long nextData(long at) throws PosixException {
    return seek(at, SEEK_DATA);
  }

  /// Where the next hole is, from `at` on; the end of the file counts as one. -1 when `at` is
  /// behind the end.
  ///
  /// @throws PosixException with EINVAL: the file system can't tell holes from data
  public long nextHole(long at) throws PosixException {
    return seek(at, SEEK_HOLE);
  }

  private long seek(long at, int what) throws PosixException {
    try (Scratch scratch = new Scratch()) {
      long place = scratch.attempt(Syscall.LSEEK, descriptor(), at, what, 0, 0);
      if (place == -Errno.ENXIO.number) return -1;
      if (place < 0) throw new PosixException((int) -place, "lseek", path());
      return place;
    }
  }

  /// Cuts the file, or lengthens it by a hole.
  public void truncate(long bytes) throws PosixException {
    try (Scratch scratch = new Scratch()) {
      scratch.check(Syscall.FTRUNCATE, path(), descriptor(), bytes);
    }
  }

  /// Returns once content and metadata survive a power cut.
  public void force() throws PosixException {
    try (Scratch scratch = new Scratch()) {
      scratch.check(Syscall.FSYNC, path(), descriptor(), 0);
    }
  }

  /// Takes the file's lock for this handle, until it is closed.
  ///
  /// @return false when another handle, of this process or another one, has it
  public boolean lock() throws IOException {
    try (Scratch scratch = new Scratch()) {
      long answer = scratch.attempt(Syscall.FLOCK, descriptor(), LOCK_EXCLUSIVE_NOW, 0, 0, 0);
      if (answer == -Errno.EAGAIN.number) return false;
      if (answer < 0) throw new PosixException((int) -answer, "flock", path());
      return true;
    }
  }
}
