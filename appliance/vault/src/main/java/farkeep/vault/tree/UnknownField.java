package farkeep.vault.tree;

/// A field of an entry that this version doesn't know, kept as it came.
///
/// @param tag 1 to 255; from [#KEPT_MIN] on an edit may carry it along, below it makes the tree
///   read-only for this version
/// @param value its bytes
public record UnknownField(int tag, ByteString value) {
  /// The lowest tag that may be carried along without being understood.
  public static final int KEPT_MIN = 128;

  /// Whether an entry that has it must not be edited by this version.
  public boolean forbidsEdits() {
    return tag < KEPT_MIN;
  }
}
