package farkeep.vault.tree;

import org.jspecify.annotations.Nullable;

/// The one rule that makes a sequence of items canonical: neighbours that could be one are one.
final class ItemRuns {
  private ItemRuns() {}

  /// Both as one item, or null when they have to stay two.
  static @Nullable Item join(Item first, Item second) {
    if (first instanceof Item.Hole(long a) && second instanceof Item.Hole(long b)) {
      return new Item.Hole(Math.addExact(a, b));
    }
    if (first instanceof Item.Data(ContentReference a, long m)
        && second instanceof Item.Data(ContentReference b, long n)
        && a.sameContent(b)) {
      return new Item.Data(a, Math.addExact(m, n));
    }
    return null;
  }
}
