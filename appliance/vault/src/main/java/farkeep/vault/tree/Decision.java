package farkeep.vault.tree;

import java.util.Optional;

/// What merging two trees comes to at one path, at which at least one of them differs from their
/// common ancestor. An empty entry means that nothing is there.
public sealed interface Decision {
  /// Where.
  TreePath path();

  /// Only ours changed, or ours is an edit of what theirs deleted: the result has ours.
  record TakeOurs(TreePath path, Optional<Entry> ours) implements Decision {}

  /// Only theirs changed, or theirs is an edit of what ours deleted: the result has theirs.
  record TakeTheirs(TreePath path, Optional<Entry> theirs) implements Decision {}

  /// Both came to the same.
  record Agree(TreePath path, Optional<Entry> both) implements Decision {}

  /// Both changed, but not the same part: the result has the changes of both. Where both changed
  /// times, permissions, owner or attributes of content that is the same, theirs counts.
  record Combine(TreePath path, Entry combined) implements Decision {}

  /// Both changed what it is or holds, and not alike. Both must be kept: theirs keeps the name,
  /// unless ours is a directory and theirs is not (a directory can't move out of the way of what is
  /// in it).
  record Conflict(TreePath path, Optional<Entry> base, Entry ours, Entry theirs)
      implements Decision {
    /// Whether ours is the one that keeps the name.
    public boolean oursKeepsName() {
      return ours.isDirectory() && !theirs.isDirectory();
    }
  }
}
