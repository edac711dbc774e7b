package farkeep.vault.tree;

/// A path at which two trees are not the same.
public sealed interface Difference {
  /// Where.
  TreePath path();

  /// Only the second tree has it.
  record Added(TreePath path, Entry entry) implements Difference {}

  /// Only the first tree has it.
  record Removed(TreePath path, Entry entry) implements Difference {}

  /// Both have it, in different states.
  record Changed(TreePath path, Entry before, Entry after) implements Difference {}
}
