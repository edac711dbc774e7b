package farkeep.vault.tree;

/// One change of a path tree.
public sealed interface Edit {
  /// What is changed.
  TreePath path();

  /// From now on `entry` is at `path`, whatever was there.
  record Put(TreePath path, Entry entry) implements Edit {}

  /// From now on nothing is at `path`. What is below it stays, unless it is deleted as well.
  record Delete(TreePath path) implements Edit {}
}
