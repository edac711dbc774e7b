package farkeep.home.posix;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// The memory of one system call, or of a few: names, results, the error number.
final class Scratch implements AutoCloseable {
  // one piece for all that is short: three allocations a call would cost more than the call
  private static final int SHORT_BYTES = 1 << 10;

  private final Arena arena = Arena.ofConfined();
  private final MemorySegment shortOnes = arena.allocate(SHORT_BYTES, Long.BYTES);
  private long used;
  private final MemorySegment captured = bytes(Kernel.CAPTURED.byteSize());

  MemorySegment bytes(long count) {
    long end = used + (count + Long.BYTES - 1) / Long.BYTES * Long.BYTES;
    if (end > SHORT_BYTES) return arena.allocate(count, Long.BYTES);
    MemorySegment piece = shortOnes.asSlice(used, count);
    used = end;
    return piece;
  }

  /// The address of a copy that ends with NUL.
  ///
  /// @throws IllegalArgumentException a NUL in the middle: the kernel would see another name
  long string(byte[] name) {
    MemorySegment copy = bytes(name.length + 1L);
    for (int i = 0; i < name.length; i++) {
      if (name[i] == 0) throw new IllegalArgumentException("NUL in the name " + Shown.of(name));
    }
    MemorySegment.copy(name, 0, copy, ValueLayout.JAVA_BYTE, 0, name.length);
    return copy.address();
  }

  long copy(byte[] content) {
    MemorySegment copy = bytes(Math.max(1, content.length));
    MemorySegment.copy(content, 0, copy, ValueLayout.JAVA_BYTE, 0, content.length);
    return copy.address();
  }

  /// Calls, again when a signal came in between.
  ///
  /// @return the answer, or the error number, negative
  long attempt(Syscall call, long a, long b, long c, long d, long e) {
    while (true) {
      long answer = Kernel.call(captured, call, a, b, c, d, e);
      if (answer != -1) return answer;
      int errno = Kernel.errno(captured);
      if (errno != Errno.EINTR.number) return -errno;
    }
  }

  /// As [#attempt].
  ///
  /// @param path what the call is about, for the message
  /// @throws PosixException the kernel refused
  long check(Syscall call, byte[] path, long a, long b, long c, long d, long e)
      throws PosixException {
    long answer = attempt(call, a, b, c, d, e);
    if (answer < 0) throw new PosixException((int) -answer, call.lowerName, path);
    return answer;
  }

  long check(Syscall call, byte[] path, long a, long b, long c, long d) throws PosixException {
    return check(call, path, a, b, c, d, 0);
  }

  long check(Syscall call, byte[] path, long a, long b, long c) throws PosixException {
    return check(call, path, a, b, c, 0, 0);
  }

  long check(Syscall call, byte[] path, long a, long b) throws PosixException {
    return check(call, path, a, b, 0, 0, 0);
  }

  @Override
  public void close() {
    arena.close();
  }
}
