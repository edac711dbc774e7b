package farkeep.objects;

/// The bounds of every format, checked before anything is allocated, by both sides.
public final class Limits {
  /// Stored bytes of one object: header, tag and ciphertext.
  public static final int OBJECT_BYTES_MAX = 8 << 20;

  /// Plain bytes of one object after decompression.
  public static final int PLAIN_BYTES_MAX = 8 << 20;

  /// Children that one object names.
  public static final int CHILDREN_MAX = 16_384;

  /// Bytes of a path inside a folder, components joined by NUL.
  public static final int PATH_BYTES_MAX = 4_096;

  /// Bytes of one name.
  public static final int NAME_BYTES_MAX = 255;

  /// Entries of one tree node.
  public static final int NODE_ENTRIES_MAX = 4_096;

  /// Parents of one snapshot.
  public static final int PARENTS_MAX = 16;

  /// Levels of one kind of tree.
  public static final int TREE_DEPTH_MAX = 64;

  private Limits() {}
}
