package farkeep.vault.tree;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads what a file consists of, wherever its items stand: in the entry or in a tree.
///
/// Nodes are not trusted: each is checked in itself and against what refers to it. Every method may
/// throw [farkeep.objects.MalformedObjectException] and `IOException`. A file with inline content
/// has no items. Safe for many threads as far as the source is; a cursor belongs to one.
public final class FileTree {
  private final FileFormat format;
  private final NodeSource source;

  /// @param keys the keyed hashes of the folder's key space
  /// @param source where nodes come from
  public FileTree(TreeKeys keys, NodeSource source) {
    this.format = new FileFormat(keys);
    this.source = source;
  }

  /// All items in file order.
  public Cursor<PlacedItem> items(Body.File file) throws IOException {
    return items(file, new FileRange(0, Long.MAX_VALUE));
  }

  /// The items that lie in `range`, also in part, in file order. Passes over all other subtrees.
  public Cursor<PlacedItem> items(Body.File file, FileRange range) throws IOException {
    FileCursor cursor = new FileCursor(format, source, file);
    long start = range.offset();
    long end = start > Long.MAX_VALUE - range.bytes() ? Long.MAX_VALUE : start + range.bytes();
    return () -> {
      while (true) {
        @Nullable FileItem head = cursor.head();
        if (head == null || cursor.offset() >= end) return null;
        if (cursor.offset() + head.bytes() <= start) {
          cursor.skip();
          continue;
        }
        switch (head) {
          case FileItem.Child child -> cursor.enter(child);
          case FileItem.Leaf(Item item) -> {
            PlacedItem placed = new PlacedItem(cursor.offset(), item);
            cursor.skip();
            return placed;
          }
        }
      }
    };
  }

  /// The parts of `after` that may differ from `before` at the same offsets, ascending and apart;
  /// what lies beyond the end of `before` is one. Borders are those of items. Inline content counts
  /// as one that differs.
  public Cursor<FileRange> diff(Body.File before, Body.File after) throws IOException {
    if (after.content() instanceof Content.Inline) {
      boolean same = after.equals(before) || after.plainBytes() == 0;
      return Cursor.of(same ? List.of() : List.of(new FileRange(0, after.plainBytes())));
    }
    if (before.content() instanceof Content.FileTree(NodeReference one)
        && after.content() instanceof Content.FileTree(NodeReference other)
        && one.tag().equals(other.tag())) {
      return () -> null;
    }
    return new FileDiff(
        new FileCursor(format, source, before),
        new FileCursor(format, source, after),
        after.plainBytes());
  }
}
