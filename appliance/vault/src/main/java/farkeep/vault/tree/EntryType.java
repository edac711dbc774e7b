package farkeep.vault.tree;

import java.util.Set;

/// What an entry can be; the code is its byte in `docs/format.md`.
public enum EntryType {
  /// A regular file.
  FILE(1, Set.of(EntryCodec.SIZE, EntryCodec.INLINE, EntryCodec.ITEMS, EntryCodec.FILE_TREE)),
  /// A directory.
  DIRECTORY(2, Set.of()),
  /// A symbolic link.
  SYMLINK(3, Set.of(EntryCodec.TARGET)),
  /// A named pipe.
  FIFO(4, Set.of()),
  /// A character device.
  CHARACTER_DEVICE(5, Set.of(EntryCodec.RDEV)),
  /// A block device.
  BLOCK_DEVICE(6, Set.of(EntryCodec.RDEV));

  private final int code;
  private final Set<Integer> bodyFields;

  EntryType(int code, Set<Integer> bodyFields) {
    this.code = code;
    this.bodyFields = bodyFields;
  }

  /// The type of an entry with this body.
  public static EntryType of(Body body) {
    return switch (body) {
      case Body.File _ -> FILE;
      case Body.Directory _ -> DIRECTORY;
      case Body.Symlink _ -> SYMLINK;
      case Body.Fifo _ -> FIFO;
      case Body.CharacterDevice _ -> CHARACTER_DEVICE;
      case Body.BlockDevice _ -> BLOCK_DEVICE;
    };
  }

  int code() {
    return code;
  }

  boolean mayHave(int tag) {
    return bodyFields.contains(tag);
  }

  static EntryType ofCode(int code, Decoder from) {
    for (EntryType type : values()) {
      if (type.code == code) return type;
    }
    throw from.malformed("entry type %d is unknown; this version knows 1 to 6", code);
  }
}
