package farkeep.vault.tree;

import farkeep.objects.Limits;
import farkeep.objects.ObjectId;
import farkeep.objects.ObjectKind;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// Keeps nodes in memory, refuses what a real sink refuses, and counts.
final class MemoryNodes implements NodeSource, NodeSink {
  private final Map<ObjectId, NewNode> nodes = new HashMap<>();
  private final Set<ObjectId> asked = new HashSet<>();
  private int stored;

  @Override
  public byte[] load(ObjectKind kind, NodeReference reference) {
    NewNode node = nodes.get(reference.id());
    if (node == null) throw new AssertionError("no node " + reference);
    if (node.kind() != kind) throw new AssertionError(node.kind() + " is not " + kind);
    asked.add(reference.id());
    return node.payload();
  }

  @Override
  public NodeReference store(NewNode node) {
    if (!List.copyOf(new TreeSet<>(node.children())).equals(node.children())) {
      throw new AssertionError("children are not an ascending set");
    }
    if (node.payload().length > NodeFormat.NODE_BYTES_MAX
        || node.children().size() > Limits.CHILDREN_MAX) {
      throw new AssertionError("a node of " + node.payload().length + " B");
    }
    ObjectId id = ObjectId.ofStored(node.payload());
    nodes.put(id, node);
    stored++;
    return new NodeReference(id, node.tag());
  }

  /// Puts a payload that no writer made, under the tag that fits it.
  NodeReference plant(ObjectKind kind, byte[] payload, ContentTag tag) {
    ObjectId id = ObjectId.ofStored(payload);
    nodes.put(id, new NewNode(kind, 0, payload, List.of(), tag));
    return new NodeReference(id, tag);
  }

  NewNode node(NodeReference reference) {
    return nodes.get(reference.id());
  }

  void resetCounts() {
    asked.clear();
    stored = 0;
  }

  /// Different nodes that were loaded.
  int loaded() {
    return asked.size();
  }

  int stored() {
    return stored;
  }

  /// Everything that was stored.
  Iterable<NewNode> all() {
    return nodes.values();
  }
}
