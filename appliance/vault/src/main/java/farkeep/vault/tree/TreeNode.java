package farkeep.vault.tree;

import java.util.List;

/// A node that was read.
///
/// @param level 0 for a leaf
/// @param items in order
/// @param <T> what stands in it
record TreeNode<T>(int level, List<T> items) {}
