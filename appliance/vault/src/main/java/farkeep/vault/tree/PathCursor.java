package farkeep.vault.tree;

import farkeep.objects.MalformedObjectException;
import farkeep.objects.ObjectKind;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/// A place in a path tree that moves forward over subtrees or into them, and checks every node it
/// enters against what the node above says of it.
///
/// Holds one node a level.
final class PathCursor {
  private final PathFormat format;
  private final NodeSource source;
  private final Deque<Frame> frames = new ArrayDeque<>();

  /// A node that was entered, with the place in it; `after` is the path before its first one.
  private static final class Frame {
    final TreeNode<PathItem> node;
    final @Nullable TreePath after;
    int index;

    Frame(TreeNode<PathItem> node, @Nullable TreePath after) {
      this.node = node;
      this.after = after;
    }

    boolean isAtEnd() {
      return index == node.items().size();
    }

    boolean isAtLast() {
      return index == node.items().size() - 1;
    }

    PathItem item() {
      return node.items().get(index);
    }

    PathItem last() {
      return node.items().getLast();
    }

    @Nullable TreePath before() {
      return index == 0 ? after : node.items().get(index - 1).path();
    }
  }

  /// A cursor at the first item of the root.
  ///
  /// @param root the tree, or null for one that has nothing
  PathCursor(PathFormat format, NodeSource source, @Nullable NodeReference root)
      throws IOException {
    this.format = format;
    this.source = source;
    if (root != null) {
      byte[] payload = source.load(ObjectKind.PATH_NODE, root);
      frames.push(new Frame(format.read(payload, root, -1), null));
    }
  }

  /// What the cursor is at, or null behind the last.
  @Nullable PathItem head() {
    while (!frames.isEmpty() && frames.peek().isAtEnd()) frames.pop();
    return frames.isEmpty() ? null : frames.peek().item();
  }

  /// The level of the node that the head stands in; needs a head.
  int level() {
    return frames.element().node.level();
  }

  /// Whether nothing follows the head; needs a head.
  boolean isAtLast() {
    return frames.stream()
        .allMatch(frame -> frame == frames.peek() ? frame.isAtLast() : frame.isAtEnd());
  }

  /// Moves behind the head; needs a head.
  void skip() {
    frames.element().index++;
  }

  /// Moves into the child that is the head.
  void enter(PathItem.Child child) throws IOException {
    Frame above = frames.element();
    @Nullable TreePath after = above.before();
    above.index++;
    NodeReference reference = child.reference();
    byte[] payload = source.load(ObjectKind.PATH_NODE, reference);
    TreeNode<PathItem> node = format.read(payload, reference, above.node.level() - 1);
    check(node, child, after);
    frames.push(new Frame(node, after));
  }

  private static void check(
      TreeNode<PathItem> node, PathItem.Child child, @Nullable TreePath after) {
    String what = "PATH_NODE " + child.reference().id().abbreviated();
    if (!node.items().getLast().path().equals(child.path())) {
      throw new MalformedObjectException(what + ": ends at another path than the node above says");
    }
    if (after != null && node.items().getFirst().path().compareTo(after) <= 0) {
      throw new MalformedObjectException(what + ": begins before the node to its left ends");
    }
    TreeTotals totals = PathFormat.totals(node.items());
    if (!totals.equals(child.totals())) {
      throw new MalformedObjectException(
          "%s: has %s, the node above says %s".formatted(what, totals, child.totals()));
    }
  }

  /// Moves forward to the first entry at or behind `key`, unless the cursor is there or behind it.
  ///
  /// @return that entry, or null when there is none
  PathItem.@Nullable Leaf seek(ByteString key) throws IOException {
    while (head() != null) {
      Frame top = frames.element();
      if (top.last().path().key().compareTo(key) < 0) {
        top.index = top.node.items().size();
        continue;
      }
      switch (top.item()) {
        case PathItem item when item.path().key().compareTo(key) < 0 -> skip();
        case PathItem.Child child -> enter(child);
        case PathItem.Leaf leaf -> {
          return leaf;
        }
      }
    }
    return null;
  }

  /// The entry at the cursor, entering nodes as far as needed, or null at the end; moves behind it.
  PathItem.@Nullable Leaf nextLeaf() throws IOException {
    while (true) {
      switch (head()) {
        case null -> {
          return null;
        }
        case PathItem.Child child -> enter(child);
        case PathItem.Leaf leaf -> {
          skip();
          return leaf;
        }
      }
    }
  }
}
