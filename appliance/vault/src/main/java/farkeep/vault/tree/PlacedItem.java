package farkeep.vault.tree;

/// An item and where it stands in its file.
///
/// @param offset of its first byte in the file
/// @param item what stands there
public record PlacedItem(long offset, Item item) {
  /// The offset behind its last byte.
  public long end() {
    return offset + item.bytes();
  }
}
