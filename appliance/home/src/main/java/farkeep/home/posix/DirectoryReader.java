package farkeep.home.posix;

import static farkeep.home.posix.Kernel.SHORT;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;

/// Reads a directory in large pieces (`getdents64(2)`: u64 inode, u64 offset, u16 record length, u8
/// kind, the name with its NUL).
final class DirectoryReader {
  private static final int PIECE_BYTES = 64 << 10;
  private static final int RECORD_LENGTH_AT = 16;
  private static final int NAME_AT = 19;

  private final int descriptor;
  private final byte[] path;
  private final List<byte[]> names = new ArrayList<>();

  DirectoryReader(int descriptor, byte[] path) {
    this.descriptor = descriptor;
    this.path = path;
  }

  List<byte[]> names() throws PosixException {
    try (Scratch scratch = new Scratch()) {
      MemorySegment piece = scratch.bytes(PIECE_BYTES);
      scratch.check(Syscall.LSEEK, path, descriptor, 0, 0);
      while (true) {
        long got =
            scratch.check(Syscall.GETDENTS64, path, descriptor, piece.address(), PIECE_BYTES);
        if (got == 0) return names;
        addAll(piece.asSlice(0, got));
      }
    }
  }

  private void addAll(MemorySegment piece) {
    for (long at = 0; at < piece.byteSize(); ) {
      int length = piece.get(SHORT, at + RECORD_LENGTH_AT) & 0xffff;
      addName(piece.asSlice(at + NAME_AT, length - NAME_AT));
      at += length;
    }
  }

  private void addName(MemorySegment padded) {
    int length = 0;
    while (padded.get(ValueLayout.JAVA_BYTE, length) != 0) length++;
    if (isDot(padded, length)) return;
    names.add(padded.asSlice(0, length).toArray(ValueLayout.JAVA_BYTE));
  }

  private static boolean isDot(MemorySegment name, int length) {
    if (length > 2) return false;
    for (int i = 0; i < length; i++) {
      if (name.get(ValueLayout.JAVA_BYTE, i) != '.') return false;
    }
    return true;
  }
}
