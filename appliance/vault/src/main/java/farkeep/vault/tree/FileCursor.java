package farkeep.vault.tree;

import farkeep.objects.MalformedObjectException;
import farkeep.objects.ObjectKind;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A place in a file's items that moves forward over subtrees or into them, and checks every node
/// it enters. Holds one node a level.
final class FileCursor {
  private final FileFormat format;
  private final NodeSource source;
  private final Deque<Frame> frames = new ArrayDeque<>();
  private long offset;

  private static final class Frame {
    final int level;
    final List<FileItem> items;
    int index;

    Frame(TreeNode<FileItem> node) {
      this.level = node.level();
      this.items = node.items();
    }
  }

  /// A cursor at the first item of the file.
  FileCursor(FileFormat format, NodeSource source, Body.File file) throws IOException {
    this.format = format;
    this.source = source;
    switch (file.content()) {
      case Content.Inline _ -> {}
      case Content.ItemList(List<Item> items) -> {
        List<FileItem> leaves = items.stream().<FileItem>map(FileItem.Leaf::new).toList();
        frames.push(new Frame(new TreeNode<>(0, leaves)));
      }
      case Content.FileTree(NodeReference root) -> push(root, -1, file.plainBytes());
    }
  }

  private void push(NodeReference reference, int level, long bytes) throws IOException {
    byte[] payload = source.load(ObjectKind.FILE_NODE, reference);
    TreeNode<FileItem> node = format.read(payload, reference, level);
    long found;
    try {
      found = FileFormat.bytes(node.items());
    } catch (ArithmeticException e) {
      throw new MalformedObjectException(
          "FILE_NODE %s: more than 2^63-1 B".formatted(reference.id().abbreviated()), e);
    }
    if (found != bytes) {
      throw new MalformedObjectException(
          "FILE_NODE %s: has %d B, what refers to it says %d B"
              .formatted(reference.id().abbreviated(), found, bytes));
    }
    frames.push(new Frame(node));
  }

  /// What the cursor is at, or null behind the last.
  @Nullable FileItem head() {
    while (!frames.isEmpty() && frames.element().index == frames.element().items.size()) {
      frames.pop();
    }
    return frames.isEmpty() ? null : frames.element().items.get(frames.element().index);
  }

  /// The level of the node that the head stands in; needs a head.
  int level() {
    return frames.element().level;
  }

  /// The offset of the head in the file, or the file's end.
  long offset() {
    return offset;
  }

  /// Moves behind the head; needs a head.
  void skip() {
    Frame top = frames.element();
    offset += top.items.get(top.index++).bytes();
  }

  /// Moves into the child that is the head.
  void enter(FileItem.Child child) throws IOException {
    Frame above = frames.element();
    above.index++;
    push(child.reference(), above.level - 1, child.bytes());
  }
}
