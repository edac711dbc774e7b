package farkeep.vault.tree;

import com.code_intelligence.jazzer.junit.FuzzTest;
import farkeep.fuzz.Bounds;
import farkeep.fuzz.Seeds;
import farkeep.objects.Bytes32;
import farkeep.objects.MalformedObjectException;
import farkeep.objects.ObjectId;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Entries, and trees whose nodes refer to each other as they like.
class TreeFuzzTest {
  /// A hostile tree can say that it has 2^63 items; nobody reads that far.
  private static final int ITEMS_READ_MAX = 5_000;

  private static final ContentTag ONE_TAG = new ContentTag(0, 0);

  /// With these every node describes what its reference says, so that nothing ends there.
  private static final TreeKeys NO_KEYS =
      new TreeKeys() {
        @Override
        public ContentTag treeTag(byte[] message, int from, int to) {
          return ONE_TAG;
        }

        @Override
        public ContentTag contentTag(byte[] plain, int from, int to) {
          return ONE_TAG;
        }
      };

  static Stream<Arguments> entries() {
    return Seeds.tree("entries.txt");
  }

  @MethodSource("entries")
  @FuzzTest
  void an_entry_is_read_or_refused(byte[] encoded) {
    Bounds.hold(
        () -> Bounds.same(EntryCodec.encode(EntryCodec.decode(encoded)), encoded),
        MalformedObjectException.class);
  }

  /// Nodes one after the other, each behind two bytes of its length. The last byte of an id names
  /// the node.
  static Stream<Arguments> nodes() {
    List<Arguments> single =
        Seeds.tree("nodes.txt")
            .map(seed -> {
              byte[] node = payload(seed);
              return Seeds.seed(
                  "node of %d B".formatted(node.length),
                  ByteBuffer.allocate(2 + node.length)
                      .putShort((short) node.length)
                      .put(node)
                      .array());
            })
            .toList();
    return single.stream();
  }

  private static byte[] payload(Arguments seed) {
    return (byte[]) ((org.junit.jupiter.api.Named<?>) seed.get()[0]).getPayload();
  }

  private static NodeSource source(byte[] chosen) {
    List<byte[]> nodes = new ArrayList<>();
    ByteBuffer in = ByteBuffer.wrap(chosen);
    while (in.remaining() >= 2) {
      byte[] node = new byte[Math.min(in.getShort() & 0xffff, in.remaining())];
      in.get(node);
      nodes.add(node);
    }
    if (nodes.isEmpty()) nodes.add(new byte[0]);
    return (_, reference) -> nodes.get((int) (reference.id().value().d() & 0xff) % nodes.size());
  }

  private static ObjectId first() {
    return new ObjectId(new Bytes32(0, 0, 0, 0));
  }

  @MethodSource("nodes")
  @FuzzTest
  void a_path_tree_is_walked_or_refused(byte[] chosen) {
    PathTree tree = new PathTree(NO_KEYS, source(chosen));
    NodeReference root = new NodeReference(first(), ONE_TAG);
    Bounds.hold(() -> walk(tree.entries(root)), MalformedObjectException.class);
    Bounds.hold(() -> tree.totals(root), MalformedObjectException.class);
    Bounds.hold(() -> walk(tree.children(root, TreePath.ROOT)), MalformedObjectException.class);
    Bounds.hold(
        () -> edit(tree, root), MalformedObjectException.class, ReadOnlyTreeException.class);
  }

  private static void edit(PathTree tree, NodeReference root) throws IOException {
    Edit edit = new Edit.Delete(TreePath.ofText("k"));
    tree.edit(root, Cursor.of(List.of(edit)), node -> new NodeReference(first(), node.tag()));
  }

  private static <T> void walk(Cursor<T> cursor) throws IOException {
    for (int i = 0; i < ITEMS_READ_MAX; i++) {
      @Nullable T next = cursor.next();
      if (next == null) return;
    }
  }

  /// Eight bytes of the file's length before the nodes.
  static Stream<Arguments> files() {
    return nodes()
        .map(seed -> {
          byte[] nodes = payload(seed);
          byte[] chosen = ByteBuffer.allocate(8 + nodes.length).putLong(1_000).put(nodes).array();
          return Seeds.seed("file of %d B".formatted(nodes.length), chosen);
        });
  }

  @MethodSource("files")
  @FuzzTest
  void a_file_tree_is_walked_or_refused(byte[] chosen) {
    if (chosen.length < 8) return;
    ByteBuffer in = ByteBuffer.wrap(chosen);
    long plainBytes = in.getLong() & Long.MAX_VALUE;
    byte[] nodes = new byte[in.remaining()];
    in.get(nodes);
    FileTree tree = new FileTree(NO_KEYS, source(nodes));
    Bounds.hold(
        () -> {
          Content content = new Content.FileTree(new NodeReference(first(), ONE_TAG));
          Body.File file = new Body.File(plainBytes, content);
          walk(tree.items(file));
          walk(tree.items(file, new FileRange(plainBytes / 2, 10)));
        },
        MalformedObjectException.class);
  }
}
