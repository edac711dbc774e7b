package farkeep.vault.tree;

import java.io.IOException;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/// Things handed out one at a time, where getting the next may mean reading a tree node.
///
/// @param <T> the things
@FunctionalInterface
public interface Cursor<T> {
  /// The next thing, or null at the end, and null ever after.
  ///
  /// @throws farkeep.objects.MalformedObjectException a tree node is not what the format says
  /// @throws IOException a tree node can't be had
  @Nullable T next() throws IOException;

  /// All of `things`.
  ///
  /// @param <T> the things
  static <T> Cursor<T> of(Iterable<T> things) {
    Iterator<T> iterator = things.iterator();
    return () -> iterator.hasNext() ? iterator.next() : null;
  }
}
