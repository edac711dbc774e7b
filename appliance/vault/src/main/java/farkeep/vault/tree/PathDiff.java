package farkeep.vault.tree;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// The differences of two path trees in order of paths. Subtrees of equal tag are passed over.
final class PathDiff implements Cursor<Difference> {
  private final PathCursor before;
  private final PathCursor after;

  PathDiff(PathCursor before, PathCursor after) {
    this.before = before;
    this.after = after;
  }

  @Override
  public @Nullable Difference next() throws IOException {
    while (true) {
      @Nullable PathItem a = before.head();
      @Nullable PathItem b = after.head();
      if (a == null && b == null) return null;
      if (a instanceof PathItem.Child || b instanceof PathItem.Child) {
        approach(a, b);
        continue;
      }
      @Nullable Difference difference = leaves((PathItem.Leaf) a, (PathItem.Leaf) b);
      if (difference != null) return difference;
    }
  }

  /// Passes over equal subtrees, or enters the higher of the two; both when they are of one level.
  private void approach(@Nullable PathItem a, @Nullable PathItem b) throws IOException {
    if (a instanceof PathItem.Child(_, NodeReference one, _)
        && b instanceof PathItem.Child(_, NodeReference other, _)
        && one.tag().equals(other.tag())) {
      before.skip();
      after.skip();
      return;
    }
    int beforeLevel = a == null ? -1 : before.level();
    int afterLevel = b == null ? -1 : after.level();
    if (a instanceof PathItem.Child child && beforeLevel >= afterLevel) before.enter(child);
    if (b instanceof PathItem.Child child && afterLevel >= beforeLevel) after.enter(child);
  }

  private @Nullable Difference leaves(PathItem.@Nullable Leaf a, PathItem.@Nullable Leaf b) {
    if (a == null) return b == null ? null : added(b);
    if (b == null) return removed(a);
    int order = a.path().compareTo(b.path());
    if (order < 0) return removed(a);
    if (order > 0) return added(b);
    before.skip();
    after.skip();
    return a.entry().sameAs(b.entry())
        ? null
        : new Difference.Changed(a.path(), a.entry(), b.entry());
  }

  private Difference removed(PathItem.Leaf leaf) {
    before.skip();
    return new Difference.Removed(leaf.path(), leaf.entry());
  }

  private Difference added(PathItem.Leaf leaf) {
    after.skip();
    return new Difference.Added(leaf.path(), leaf.entry());
  }
}
