package farkeep.vault.tree;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// Edits a path tree in one pass: takes over what no edit touches as whole subtrees wherever the
/// new tree is between nodes at the same place as the old one, and writes everything else anew.
final class PathEditor {
  private final PathCursor old;
  private final Cursor<Edit> edits;
  private final TreeWriter<PathItem> writer;
  private @Nullable Edit edit;

  PathEditor(PathCursor old, Cursor<Edit> edits, TreeWriter<PathItem> writer) {
    this.old = old;
    this.edits = edits;
    this.writer = writer;
  }

  /// @return the new root
  NodeReference run() throws IOException {
    nextEdit();
    while (true) {
      switch (old.head()) {
        case null -> {
          while (edit != null) applyEdit(edit);
          return ((PathItem.Child) writer.finish()).reference();
        }
        case PathItem.Child child -> {
          if (isUntouched(child)) {
            writer.append(old.level(), child);
            old.skip();
          } else {
            old.enter(child);
          }
        }
        case PathItem.Leaf leaf -> leaf(leaf);
      }
    }
  }

  /// Nothing of it changes, and the new tree's nodes begin where its nodes begin. New paths behind
  /// the last one belong into the last nodes.
  private boolean isUntouched(PathItem.Child child) {
    @Nullable Edit next = edit;
    if (next != null && (next.path().compareTo(child.path()) <= 0 || old.isAtLast())) return false;
    return writer.isBetweenNodes(old.level() - 1);
  }

  private void leaf(PathItem.Leaf leaf) throws IOException {
    @Nullable Edit next = edit;
    int order = next == null ? 1 : next.path().compareTo(leaf.path());
    if (next != null && order <= 0) applyEdit(next);
    if (order == 0) old.skip();
    if (order > 0) {
      append(leaf);
      old.skip();
    }
  }

  private void applyEdit(Edit next) throws IOException {
    switch (next) {
      case Edit.Put(TreePath path, Entry entry) -> append(new PathItem.Leaf(path, entry));
      case Edit.Delete _ -> {}
    }
    nextEdit();
  }

  private void append(PathItem.Leaf leaf) throws IOException {
    if (leaf.entry().forbidsEdits()) {
      throw new ReadOnlyTreeException(
          "field %d of an entry beside the edit is unknown and forbids edits by this version: update Farkeep"
              .formatted(leaf.entry().unknown().getFirst().tag()));
    }
    writer.append(0, leaf);
  }

  private void nextEdit() throws IOException {
    @Nullable Edit before = edit;
    edit = edits.next();
    if (before != null && edit != null && before.path().compareTo(edit.path()) >= 0) {
      throw new IllegalArgumentException("edits must come ascending by path, each path once");
    }
  }
}
