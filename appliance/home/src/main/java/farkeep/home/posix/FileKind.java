package farkeep.home.posix;

/// What a name stands for.
public enum FileKind {
  /// A file with content.
  REGULAR(0x8000),
  /// A directory.
  DIRECTORY(0x4000),
  /// A symbolic link.
  SYMLINK(0xa000),
  /// A named pipe.
  FIFO(0x1000),
  /// A socket of the local machine.
  SOCKET(0xc000),
  /// A device of characters.
  CHARACTER_DEVICE(0x2000),
  /// A device of blocks.
  BLOCK_DEVICE(0x6000);

  private static final int MASK = 0xf000;

  final int bits;

  FileKind(int bits) {
    this.bits = bits;
  }

  static FileKind of(int mode) {
    for (FileKind kind : values()) {
      if (kind.bits == (mode & MASK)) return kind;
    }
    throw new IllegalStateException("unknown kind of file, mode %o".formatted(mode));
  }
}
