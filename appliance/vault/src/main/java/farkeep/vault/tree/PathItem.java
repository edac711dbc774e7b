package farkeep.vault.tree;

/// What stands in a node of a path tree: an entry in a leaf, a node below in the others.
sealed interface PathItem permits PathItem.Leaf, PathItem.Child {
  /// The entry's path, or the last one below the child.
  TreePath path();

  /// What is at or below it.
  TreeTotals totals();

  /// An entry.
  record Leaf(TreePath path, Entry entry) implements PathItem {
    @Override
    public TreeTotals totals() {
      return new TreeTotals(1, entry.plainBytes());
    }
  }

  /// A node of the level below.
  record Child(TreePath path, NodeReference reference, TreeTotals totals) implements PathItem {}
}
