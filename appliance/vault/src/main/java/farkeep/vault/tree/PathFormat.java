package farkeep.vault.tree;

import farkeep.objects.Limits;
import farkeep.objects.MalformedObjectException;
import farkeep.objects.ObjectKind;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Nodes of path trees. Byte by byte in `docs/format.md`, section *Path tree*.
final class PathFormat extends NodeFormat<PathItem> {
  /// Bytes of items from which on ends of nodes are likelier.
  static final int USUAL_BYTES = 16_384;

  /// Bytes of items from which on a node ends behind every item.
  static final int FULL_BYTES = 40_960;

  /// An item of n bytes ends a node with probability n / 2^15, while the node is small.
  private static final int SMALL_SHIFT = 17;

  /// An item of n bytes ends a node with probability n / 2^12, once the node has its usual size.
  private static final int USUAL_SHIFT = 20;

  private static final ByteString BORDER =
      ByteString.of("path".getBytes(StandardCharsets.US_ASCII));

  PathFormat(TreeKeys keys) {
    super(ObjectKind.PATH_NODE, keys);
  }

  @Override
  Encoder encode(int level, PathItem item, @Nullable PathItem previous) {
    ByteString key = item.path().key();
    int shared = previous == null ? 0 : previous.path().key().sharedPrefix(key);
    Encoder into = new Encoder(256);
    into.varint(shared).varint(key.length() - shared).bytes(key, shared);
    switch (item) {
      case PathItem.Leaf(_, Entry entry) -> {
        Encoder value = EntryCodec.encoder(entry);
        into.varint(value.size()).append(value);
      }
      case PathItem.Child(_, NodeReference reference, TreeTotals totals) ->
          into.id(reference.id())
              .tag(reference.tag())
              .varint(totals.entries())
              .varint(totals.plainBytes());
    }
    return into;
  }

  @Override
  boolean ends(OpenNode<PathItem> node) {
    if (node.level() > 0 && node.count() < 2) return false;
    if (node.bytes() >= FULL_BYTES) return true;
    ByteString key = node.newest().path().key();
    byte[] message =
        new Encoder(key.length() + 8).bytes(BORDER).u8(node.level()).bytes(key).encoded();
    long drawn = keys().treeTag(message, 0, message.length).high() >>> 32;
    int shift = node.bytes() < USUAL_BYTES ? SMALL_SHIFT : USUAL_SHIFT;
    return drawn < (long) node.newestBytes() << shift;
  }

  @Override
  PathItem.Child child(List<PathItem> items, NodeReference reference) {
    TreePath last = items.isEmpty() ? TreePath.ROOT : items.getLast().path();
    return new PathItem.Child(last, reference, totals(items));
  }

  static TreeTotals totals(List<PathItem> items) {
    TreeTotals totals = TreeTotals.NONE;
    for (PathItem item : items) totals = totals.plus(item.totals());
    return totals;
  }

  @Override
  PathItem decode(int level, Decoder from, @Nullable PathItem previous) {
    TreePath path = path(from, previous == null ? null : previous.path().key());
    if (level == 0) {
      int length = (int) from.varint("length of an entry", 0, Entry.BYTES_MAX);
      return new PathItem.Leaf(path, EntryCodec.decode(from.part("entry", length)));
    }
    NodeReference reference = new NodeReference(from.id(), from.tag());
    long entries = from.varint("number of entries", 1, Long.MAX_VALUE);
    return new PathItem.Child(path, reference, new TreeTotals(entries, from.varint()));
  }

  private static TreePath path(Decoder from, @Nullable ByteString previous) {
    ByteString before = previous == null ? ByteString.EMPTY : previous;
    int shared = (int) from.varint("shared bytes of a path", 0, before.length());
    int own = (int) from.varint("own bytes of a path", 0, Limits.PATH_BYTES_MAX - shared);
    ByteString key = before.part(0, shared).plus(from.bytes(own));
    if (previous != null && previous.compareTo(key) >= 0) {
      throw from.malformed("a path that is not above the one before it");
    }
    if (before.sharedPrefix(key) != shared) {
      throw from.malformed("a path says that it shares %d B, and shares more", shared);
    }
    try {
      return new TreePath(key);
    } catch (IllegalArgumentException e) {
      throw new MalformedObjectException(from.malformed("%s", e.getMessage()).getMessage(), e);
    }
  }
}
