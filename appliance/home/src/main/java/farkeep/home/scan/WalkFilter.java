package farkeep.home.scan;

import farkeep.home.posix.FileKind;
import farkeep.vault.tree.TreePath;

/// What a walk passes over.
@FunctionalInterface
public interface WalkFilter {
  /// Nothing is passed over.
  WalkFilter ALL = (path, kind) -> true;

  /// Whether it belongs to the folder; of a directory that does not, nothing below does.
  boolean keeps(TreePath path, FileKind kind);
}
