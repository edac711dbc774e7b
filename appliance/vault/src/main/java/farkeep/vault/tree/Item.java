package farkeep.vault.tree;

import static java.util.Objects.requireNonNull;

/// One piece of a file's content, in file order.
public sealed interface Item {
  /// The bytes of the file that this item stands for.
  long bytes();

  /// A chunk, one or more times in a row.
  ///
  /// @param reference the chunk
  /// @param repeat how many times it stands there, at least 1
  record Data(ContentReference reference, long repeat) implements Item {
    /// @throws IllegalArgumentException less than once, or longer than a file can be
    public Data {
      requireNonNull(reference);
      if (repeat < 1 || repeat > Long.MAX_VALUE / reference.plainBytes()) {
        throw new IllegalArgumentException(
            "a chunk of " + reference.plainBytes() + " B repeated " + repeat + " times");
      }
    }

    @Override
    public long bytes() {
      return reference.plainBytes() * repeat;
    }
  }

  /// Zeros that the file system does not store.
  ///
  /// @param bytes how many, at least 1
  record Hole(long bytes) implements Item {
    /// @throws IllegalArgumentException fewer than 1
    public Hole {
      if (bytes < 1) throw new IllegalArgumentException("a hole of " + bytes + " B");
    }
  }
}
