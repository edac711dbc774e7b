package farkeep.vault.tree;

import org.jspecify.annotations.Nullable;

/// The one rule that makes a sequence of items canonical: neighbours that could be one are one.
final class ItemRuns {
  private ItemRuns() {}

  /// Whether the two, in a row, could be one item: two holes, or the same chunk.
  static boolean isRun(Item first, Item second) {
    return switch (first) {
      case Item.Hole _ -> second instanceof Item.Hole;
      case Item.Data(ContentReference a, _) ->
          second instanceof Item.Data(ContentReference b, _) && a.sameContent(b);
    };
  }

  /// Both as one item, or null when they have to stay two.
  ///
  /// @throws ArithmeticException more than 2^63-1 bytes
  static @Nullable Item join(Item first, Item second) {
    if (!isRun(first, second)) return null;
    Math.addExact(first.bytes(), second.bytes());
    return switch (first) {
      case Item.Hole(long bytes) -> new Item.Hole(bytes + second.bytes());
      case Item.Data(ContentReference reference, long repeat) ->
          new Item.Data(reference, repeat + second.bytes() / reference.plainBytes());
    };
  }
}
