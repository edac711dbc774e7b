package farkeep.vault.tree;

import farkeep.objects.ObjectId;
import farkeep.objects.ObjectKind;
import java.io.IOException;
import java.util.List;

/// Where new tree nodes go: they are sealed and kept. Children are stored before their parents.
@FunctionalInterface
public interface NodeSink {
  /// Keeps a node. One with the same tag that is kept already may be used instead, when its id is
  /// sure to be kept.
  ///
  /// @return id of the object, and `node.tag()`
  /// @throws IOException it can't be kept
  NodeReference store(NewNode node) throws IOException;

  /// A node to keep.
  ///
  /// @param kind FILE_NODE or PATH_NODE
  /// @param level 0 for a leaf
  /// @param payload plain bytes; the sink's from now on
  /// @param children ids of all objects it refers to: ascending, no duplicates
  /// @param tag what it describes
  record NewNode(
      ObjectKind kind, int level, byte[] payload, List<ObjectId> children, ContentTag tag) {}
}
