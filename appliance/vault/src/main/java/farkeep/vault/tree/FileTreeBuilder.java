package farkeep.vault.tree;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Makes a file's body out of its items, given in file order: a list in the entry while they are
/// few, a tree of FILE_NODE objects when they are more. Joins neighbours that could be one item, so
/// that 2 TiB of hole, or of one chunk repeated, stay one item.
///
/// Holds at most one unfinished node a level. For one file, one thread.
public final class FileTreeBuilder {
  private final TreeWriter<FileItem> writer;
  private final List<Item> first = new ArrayList<>();
  private boolean inTree;
  private @Nullable Item newest;
  private long plainBytes;

  /// @param keys the keyed hashes of the folder's key space
  /// @param sink gets the nodes, children first
  public FileTreeBuilder(TreeKeys keys, NodeSink sink) {
    this.writer = new TreeWriter<>(new FileFormat(keys), sink);
  }

  /// Appends an item.
  ///
  /// @throws ArithmeticException the file would have more than 2^63-1 bytes
  /// @throws IOException a node can't be kept
  public void add(Item item) throws IOException {
    plainBytes = Math.addExact(plainBytes, item.bytes());
    @Nullable Item before = newest;
    @Nullable Item joined = before == null ? null : ItemRuns.join(before, item);
    if (before != null && joined == null) settle(before);
    newest = joined == null ? item : joined;
  }

  /// Bytes of the file so far.
  public long plainBytes() {
    return plainBytes;
  }

  /// The body of the file that has exactly the items that were added. Call it once, at the end.
  ///
  /// @throws IOException a node can't be kept
  public Body.File finish() throws IOException {
    if (newest != null) settle(newest);
    if (plainBytes == 0) return new Body.File(0, new Content.Inline(ByteString.EMPTY));
    if (!inTree) return new Body.File(plainBytes, new Content.ItemList(first));
    FileItem.Child root = (FileItem.Child) writer.finish();
    return new Body.File(plainBytes, new Content.FileTree(root.reference()));
  }

  private void settle(Item item) throws IOException {
    if (!inTree && first.size() < Content.ItemList.ITEMS_MAX) {
      first.add(item);
      return;
    }
    if (!inTree) {
      inTree = true;
      for (Item early : first) writer.append(0, new FileItem.Leaf(early));
      first.clear();
    }
    writer.append(0, new FileItem.Leaf(item));
  }
}
