package farkeep.vault.tree;

import static java.util.Objects.requireNonNull;

import java.util.List;

/// Where a file's content stands.
public sealed interface Content {
  /// Content that stands in the entry itself: small files, and every empty one.
  ///
  /// @param bytes at most [#BYTES_MAX]
  record Inline(ByteString bytes) implements Content {
    /// Plain bytes that may stand in an entry.
    public static final int BYTES_MAX = 1_024;

    /// @throws IllegalArgumentException too many bytes
    public Inline {
      if (bytes.length() > BYTES_MAX) {
        throw new IllegalArgumentException(
            "inline content of " + bytes.length() + " B; at most " + BYTES_MAX);
      }
    }
  }

  /// A few items, standing in the entry.
  ///
  /// @param items 1 to [#ITEMS_MAX], with no two that could be one (two holes in a row, or the same
  ///   chunk twice)
  record ItemList(List<Item> items) implements Content {
    /// Items that may stand in an entry.
    public static final int ITEMS_MAX = 64;

    /// @throws IllegalArgumentException none, too many, or two that could be one
    public ItemList {
      items = List.copyOf(items);
      if (items.isEmpty() || items.size() > ITEMS_MAX) {
        throw new IllegalArgumentException(items.size() + " items; 1 to " + ITEMS_MAX);
      }
      for (int i = 1; i < items.size(); i++) {
        if (ItemRuns.isRun(items.get(i - 1), items.get(i))) {
          throw new IllegalArgumentException(
              "items " + (i - 1) + " and " + i + " could be one: they must be joined");
        }
      }
    }
  }

  /// More items than fit: a tree of them.
  ///
  /// @param root a FILE_NODE
  record FileTree(NodeReference root) implements Content {
    /// The root may not be null.
    public FileTree {
      requireNonNull(root);
    }
  }
}
