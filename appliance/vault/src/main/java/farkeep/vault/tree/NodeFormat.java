package farkeep.vault.tree;

import farkeep.objects.Limits;
import farkeep.objects.MalformedObjectException;
import farkeep.objects.ObjectId;
import farkeep.objects.ObjectKind;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What path trees and file trees have in common: version, level, number of items, items.
///
/// @param <T> what stands in a node
abstract class NodeFormat<T> {
  /// The one version of tree nodes.
  static final int VERSION = 1;

  /// Plain bytes of one node.
  static final int NODE_BYTES_MAX = 65_536;

  private static final byte[] NODE = "node".getBytes(StandardCharsets.US_ASCII);

  private final ObjectKind kind;
  private final TreeKeys keys;
  private final byte[] tagPrefix;

  NodeFormat(ObjectKind kind, TreeKeys keys) {
    this.kind = kind;
    this.keys = keys;
    tagPrefix = new Encoder(8).bytes(ByteString.of(NODE)).u8(kind.code()).encoded();
  }

  ObjectKind kind() {
    return kind;
  }

  TreeKeys keys() {
    return keys;
  }

  /// An item as it stands behind `previous` in a node of `level`.
  abstract Encoder encode(int level, T item, @Nullable T previous);

  /// Whether the node ends behind its newest item.
  abstract boolean ends(OpenNode<T> node);

  /// What stands in the level above for a node of these items.
  abstract T child(List<T> items, NodeReference reference);

  /// The next item of a node of `level`, behind `previous`.
  abstract T decode(int level, Decoder from, @Nullable T previous);

  NodeSink.NewNode newNode(int level, List<T> items, Encoder encodedItems) {
    Encoder payload = new Encoder(encodedItems.size() + 16);
    payload.u8(VERSION).u8(level).varint(items.size()).append(encodedItems);
    return new NodeSink.NewNode(
        kind, level, payload.encoded(), payload.children(), tag(payload.described(tagPrefix)));
  }

  /// The items of a node, checked in themselves: version, level, number, each item, and that the
  /// payload describes what the reference says.
  ///
  /// @param level what it must be, or -1 for a root, which may have any
  /// @throws farkeep.objects.MalformedObjectException one of these is wrong
  TreeNode<T> read(byte[] payload, NodeReference reference, int level) {
    Described<T> read = parse(payload, reference.id(), level);
    if (!read.tag.equals(reference.tag())) {
      throw new MalformedObjectException(
          "%s %s: it does not describe what its tag %s says"
              .formatted(kind, reference.id().abbreviated(), reference.tag()));
    }
    return read.node;
  }

  /// What a root describes, checked in itself as [#read] does.
  ContentTag tagOfRoot(byte[] payload, ObjectId id) {
    return parse(payload, id, -1).tag;
  }

  private record Described<T>(TreeNode<T> node, ContentTag tag) {}

  private Described<T> parse(byte[] payload, ObjectId id, int level) {
    Decoder from = new Decoder(kind + " " + id.abbreviated(), payload);
    if (payload.length > NODE_BYTES_MAX) {
      throw from.malformed("%d B; at most %d", payload.length, NODE_BYTES_MAX);
    }
    int version = from.u8();
    if (version != VERSION) {
      throw from.malformed("version %d is unknown; this version reads %d", version, VERSION);
    }
    int found = from.u8();
    if (found >= Limits.TREE_DEPTH_MAX || level >= 0 && found != level) {
      throw from.malformed(
          "level %d; %s", found, level >= 0 ? level : "at most " + (Limits.TREE_DEPTH_MAX - 1));
    }
    int count = (int) from.varint("number of items", least(found, level), Limits.NODE_ENTRIES_MAX);
    List<T> items = new ArrayList<>(Math.min(count, from.remaining()));
    @Nullable T previous = null;
    for (int i = 0; i < count; i++) {
      previous = decode(found, from, previous);
      items.add(previous);
    }
    from.needEnd();
    return new Described<>(new TreeNode<>(found, items), tag(from.described(tagPrefix)));
  }

  /// Only a root can be empty, and no root stands above a single node.
  private static int least(int found, int level) {
    if (level >= 0) return 1;
    return found == 0 ? 0 : 2;
  }

  private ContentTag tag(byte[] described) {
    return keys.treeTag(described, 0, described.length);
  }
}
