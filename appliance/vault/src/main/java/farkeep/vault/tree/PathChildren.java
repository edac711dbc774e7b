package farkeep.vault.tree;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// The children of one directory: passes over the subtrees of each by seeking behind them.
final class PathChildren implements Cursor<PlacedEntry> {
  private final PathCursor cursor;
  private final TreePath directory;

  PathChildren(PathCursor cursor, TreePath directory) throws IOException {
    this.cursor = cursor;
    this.directory = directory;
    PathRange.seekBelow(cursor, directory);
  }

  @Override
  public @Nullable PlacedEntry next() throws IOException {
    while (true) {
      PathItem.@Nullable Leaf leaf = cursor.nextLeaf();
      if (leaf == null || !leaf.path().isBelow(directory)) return null;
      int depth = directory.isRoot() ? 0 : directory.key().length() + 1;
      int end = leaf.path().key().indexOf(0, depth);
      if (end < 0) {
        if (leaf.entry().isDirectory()) PathRange.seekBehind(cursor, leaf.path());
        return new PlacedEntry(leaf.path(), leaf.entry());
      }
      PathRange.seekBehind(cursor, new TreePath(leaf.path().key().part(0, end)));
    }
  }
}
