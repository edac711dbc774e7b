package farkeep.vault.tree;

import farkeep.objects.Limits;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// Makes a tree out of its items in order. Where a node ends depends on nothing but the items since
/// the end of the node before it, so equal items make equal trees.
///
/// Holds one unfinished node a level.
///
/// @param <T> what stands in the nodes
final class TreeWriter<T> {
  private final NodeFormat<T> format;
  private final NodeSink sink;
  private final List<OpenNode<T>> levels = new ArrayList<>();

  TreeWriter(NodeFormat<T> format, NodeSink sink) {
    this.format = format;
    this.sink = sink;
  }

  /// Appends an item: to the leaves, or the stored node it stands for to a level above, which needs
  /// [#isBetweenNodes] for all levels below.
  void append(int level, T item) throws IOException {
    T next = item;
    for (int i = level; level(i).append(next); i++) next = level(i).close(sink);
  }

  /// Whether no node of the levels 0 to `level` is unfinished.
  boolean isBetweenNodes(int level) {
    for (int i = 0; i <= Math.min(level, levels.size() - 1); i++) {
      if (!levels.get(i).isEmpty()) return false;
    }
    return true;
  }

  /// Stores what is unfinished.
  ///
  /// @return what would stand for the root in a level above it: the root is the only node of the
  ///   lowest level that has one only
  T finish() throws IOException {
    if (levels.isEmpty()) return level(0).close(sink);
    for (int i = 0; i < Limits.TREE_DEPTH_MAX; i++) {
      OpenNode<T> open = level(i);
      if (i > 0 && open.appended() == 1) return open.newest();
      if (!open.isEmpty()) append(i + 1, open.close(sink));
    }
    throw new IllegalStateException("a tree of more than " + Limits.TREE_DEPTH_MAX + " levels");
  }

  private OpenNode<T> level(int level) {
    while (levels.size() <= level) levels.add(new OpenNode<>(format, levels.size()));
    return levels.get(level);
  }
}
