package farkeep.vault.tree;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The node of one level that is being filled.
///
/// @param <T> what stands in it
final class OpenNode<T> {
  private final NodeFormat<T> format;
  private final int level;
  private List<T> items = new ArrayList<>();
  private Encoder encoded = new Encoder(4_096);
  private int newestBytes;
  private long appended;

  OpenNode(NodeFormat<T> format, int level) {
    this.format = format;
    this.level = level;
  }

  int level() {
    return level;
  }

  boolean isEmpty() {
    return items.isEmpty();
  }

  int count() {
    return items.size();
  }

  /// Bytes of all its items.
  int bytes() {
    return encoded.size();
  }

  T newest() {
    return items.getLast();
  }

  /// Bytes that the newest item takes.
  int newestBytes() {
    return newestBytes;
  }

  /// Items that this level ever got, in this node and those before.
  long appended() {
    return appended;
  }

  /// @return whether the node ends behind the item
  boolean append(T item) {
    @Nullable T previous = items.isEmpty() ? null : items.getLast();
    Encoder added = format.encode(level, item, previous);
    newestBytes = added.size();
    encoded.append(added);
    items.add(item);
    appended++;
    return format.ends(this);
  }

  /// Stores the node and starts an empty one.
  ///
  /// @return what stands for it in the level above
  T close(NodeSink sink) throws IOException {
    NodeSink.NewNode node = format.newNode(level, items, encoded);
    NodeReference reference = sink.store(node);
    if (!reference.tag().equals(node.tag())) {
      throw new IllegalStateException(
          "stored node %s under tag %s".formatted(node.tag(), reference.tag()));
    }
    T child = format.child(items, reference);
    items = new ArrayList<>();
    encoded = new Encoder(4_096);
    return child;
  }
}
