package farkeep.vault.tree;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// Where a directory's subtree begins and ends in the order of keys: the directory itself, then all
/// keys with NUL behind its own, then everything else.
final class PathRange {
  private static final ByteString BEHIND_NUL = ByteString.of(new byte[] {1});

  private PathRange() {}

  /// Moves to the first entry below `directory`, or to what follows when there is none.
  static void seekBelow(PathCursor cursor, TreePath directory) throws IOException {
    PathItem.@Nullable Leaf found = cursor.seek(directory.key());
    if (found != null && found.path().equals(directory)) cursor.skip();
  }

  /// Moves to what follows everything below `directory`.
  static void seekBehind(PathCursor cursor, TreePath directory) throws IOException {
    cursor.seek(directory.key().plus(BEHIND_NUL));
  }
}
