package farkeep.vault.tree;

import farkeep.objects.ObjectKind;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Nodes of file trees. Byte by byte in `docs/format.md`, section *Chunk references and file
/// trees*.
final class FileFormat extends NodeFormat<FileItem> {
  /// A node ends behind no item before it has so many, unless the file ends.
  static final int ITEMS_MIN = 16;

  /// A node ends behind this many items at the latest.
  static final int ITEMS_MAX = 1_024;

  /// Behind one of so many items a node ends, on average.
  private static final int BORDER_MASK = 127;

  private static final ByteString BORDER =
      ByteString.of("file".getBytes(StandardCharsets.US_ASCII));

  FileFormat(TreeKeys keys) {
    super(ObjectKind.FILE_NODE, keys);
  }

  @Override
  Encoder encode(int level, FileItem item, @Nullable FileItem previous) {
    Encoder into = new Encoder(64);
    switch (item) {
      case FileItem.Leaf(Item leaf) -> ItemCodec.encode(leaf, into);
      case FileItem.Child(NodeReference reference, long bytes) ->
          into.id(reference.id()).tag(reference.tag()).varint(bytes);
    }
    return into;
  }

  @Override
  boolean ends(OpenNode<FileItem> node) {
    if (node.count() < ITEMS_MIN) return false;
    if (node.count() >= ITEMS_MAX) return true;
    return switch (node.newest()) {
      case FileItem.Leaf(Item.Hole _) -> false;
      case FileItem.Leaf(Item.Data(ContentReference reference, _)) ->
          isBorder(node.level(), reference.tag());
      case FileItem.Child(NodeReference reference, _) -> isBorder(node.level(), reference.tag());
    };
  }

  private boolean isBorder(int level, ContentTag tag) {
    byte[] message = new Encoder(24).bytes(BORDER).u8(level).tag(tag).encoded();
    return (keys().treeTag(message, 0, message.length).low() & BORDER_MASK) == 0;
  }

  @Override
  FileItem child(List<FileItem> items, NodeReference reference) {
    return new FileItem.Child(reference, bytes(items));
  }

  /// @throws ArithmeticException more than 2^63-1 bytes
  static long bytes(List<FileItem> items) {
    long bytes = 0;
    for (FileItem item : items) bytes = Math.addExact(bytes, item.bytes());
    return bytes;
  }

  @Override
  FileItem decode(int level, Decoder from, @Nullable FileItem previous) {
    if (level > 0) {
      NodeReference reference = new NodeReference(from.id(), from.tag());
      return new FileItem.Child(reference, from.varint("length of a subtree", 1, Long.MAX_VALUE));
    }
    Item item = ItemCodec.item(from);
    if (previous instanceof FileItem.Leaf(Item before) && ItemRuns.isRun(before, item)) {
      throw from.malformed("an item that could be one with the item before it");
    }
    return new FileItem.Leaf(item);
  }
}
