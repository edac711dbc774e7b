package farkeep.store.pack;

/// What a pack holds. Objects with children are kept apart, so that a walk over all references
/// reads few packs, in order.
public enum PackClass {
  /// Chunks without children.
  DATA(1),
  /// Nodes, snapshots, and chunks with children.
  META(2);

  private final int code;

  PackClass(int code) {
    this.code = code;
  }

  /// Its byte in the format.
  int code() {
    return code;
  }

  /// Whether this byte names the class.
  boolean is(byte code) {
    return this.code == code;
  }
}
