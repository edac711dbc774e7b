package farkeep.objects;

/// What an object is, as its clear header says. The code is its byte in `docs/format.md`.
public enum ObjectKind {
  /// A piece of file content.
  CHUNK(1),
  /// A page of the tree that lists one file's chunks.
  FILE_NODE(2),
  /// A page of a folder's path tree.
  PATH_NODE(3),
  /// A signed commit.
  SNAPSHOT(4),
  /// The manifest of a share link.
  SHARE(5);

  private final int code;

  ObjectKind(int code) {
    this.code = code;
  }

  /// The byte that stands in the header.
  public int code() {
    return code;
  }

  /// @throws MalformedObjectException no kind has this code
  public static ObjectKind ofCode(int code) {
    for (ObjectKind kind : values()) {
      if (kind.code == code) return kind;
    }
    throw new MalformedObjectException(
        "unknown object kind " + code + "; this version knows 1 to 5");
  }
}
