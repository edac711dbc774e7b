package farkeep.vault.tree;

/// What stands in a node of a file tree: an item in a leaf, a node below in the others.
sealed interface FileItem {
  /// Bytes of the file that it stands for.
  long bytes();

  /// An item.
  record Leaf(Item item) implements FileItem {
    @Override
    public long bytes() {
      return item.bytes();
    }
  }

  /// A node of the level below.
  record Child(NodeReference reference, long bytes) implements FileItem {}
}
