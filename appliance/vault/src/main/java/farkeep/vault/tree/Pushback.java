package farkeep.vault.tree;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// A cursor whose next thing can be looked at before it is taken.
final class Pushback<T> implements Cursor<T> {
  private final Cursor<T> rest;
  private @Nullable T peeked;

  Pushback(@Nullable T first, Cursor<T> rest) {
    this.peeked = first;
    this.rest = rest;
  }

  /// The next thing, which stays the next; null at the end.
  @Nullable T peek() throws IOException {
    if (peeked == null) peeked = rest.next();
    return peeked;
  }

  @Override
  public @Nullable T next() throws IOException {
    @Nullable T next = peek();
    peeked = null;
    return next;
  }
}
