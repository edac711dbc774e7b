package farkeep.vault.tree;

import static farkeep.vault.tree.Samples.KEYS;
import static farkeep.vault.tree.Samples.list;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import farkeep.objects.MalformedObjectException;
import farkeep.objects.ObjectKind;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Negative vectors of tree nodes, as hexadecimal payloads. E stands for a valid entry behind its
/// length, I for an object id, G for a content tag.
class RefusedNodesTest {
  private static final ContentTag ANY = new ContentTag(1, 2);

  private final MemoryNodes nodes = new MemoryNodes();
  private final PathTree tree = new PathTree(KEYS, nodes);
  private final PathFormat paths = new PathFormat(KEYS);
  private final FileFormat files = new FileFormat(KEYS);

  private static byte[] bytes(String vector) {
    String hex =
        vector
            .replace("E", "10 010104 02020000 030100 040400000000")
            .replace("I", "11".repeat(32))
            .replace("G", "22".repeat(16))
            .replace(" ", "");
    return HexFormat.of().parseHex(hex);
  }

  private void refusePath(NodeReference root, String why) {
    assertThatThrownBy(() -> list(tree.entries(root)))
        .isInstanceOf(MalformedObjectException.class)
        .hasMessageContaining("PATH_NODE")
        .hasMessageContaining(why);
  }

  private void refuseFile(long plainBytes, NodeReference root, String why) {
    Body.File file = new Body.File(plainBytes, new Content.FileTree(root));
    assertThatThrownBy(() -> list(new FileTree(KEYS, nodes).items(file)))
        .isInstanceOf(MalformedObjectException.class)
        .hasMessageContaining("FILE_NODE")
        .hasMessageContaining(why);
  }

  @ParameterizedTest
  @CsvSource({
    "'', needs 1 B more",
    "'02 00 00', version 2 is unknown; this version reads 1",
    "'01 40 00', level 64; at most 63",
    "'01 00 01', needs 1 B more",
    "'01 00 00 00', 1 B too many",
    "'01 00 8120', number of items is 4097; 0 to 4096",
    "'01 01 00', number of items is 0; 2 to 4096",
    "'01 01 01 00 01 61 I G 01 00', number of items is 1; 2 to 4096",
    "'01 00 01 01 00 E', shared bytes of a path is 1; 0 to 0",
    "'01 00 01 00 8120 61', own bytes of a path is 4097; 0 to 4096",
    "'01 00 02 00 01 62 E 00 01 61 E', a path that is not above the one before it",
    "'01 00 02 00 01 61 E 01 00 E', a path that is not above the one before it",
    "'01 00 02 00 02 6161 E 00 02 6162 E', a path says that it shares 0 B",
    "'01 00 01 00 01 2f E', a name with a slash",
    "'01 00 01 00 02 6100 E', a name of 0 B at byte 2",
    "'01 00 01 00 02 2e2e E', not . or ..",
    "'01 00 01 00 01 61 818001', length of an entry is 16385; 0 to 16384",
    "'01 00 01 00 01 61 03 010104', field 2 is missing",
    "'01 01 02 00 01 61 I G 00 00', number of entries is 0",
    "'01 00 01 00 01 61 E', it does not describe what its tag",
  })
  void a_path_node_is_refused_and_the_message_says_why(String vector, String why) {
    refusePath(nodes.plant(ObjectKind.PATH_NODE, bytes(vector), ANY), why);
  }

  @ParameterizedTest
  @CsvSource({
    "'02 00 00', version 2 is unknown; this version reads 1",
    "'01 00 01 03', item kind 3 is unknown; 0 to 2",
    "'01 00 02 0001 0002', an item that could be one with the item before it",
    "'01 00 01 01 I', needs 8 B more",
    "'01 01 02 I G 00', length of a subtree is 0",
    "'01 00 01 0001 00', 1 B too many",
    "'01 00 01 0001', it does not describe what its tag",
  })
  void a_file_node_is_refused_and_the_message_says_why(String vector, String why) {
    refuseFile(1, nodes.plant(ObjectKind.FILE_NODE, bytes(vector), ANY), why);
  }

  @Test
  void a_node_above_its_bound_is_refused() {
    byte[] large = new byte[NodeFormat.NODE_BYTES_MAX + 1];
    refusePath(nodes.plant(ObjectKind.PATH_NODE, large, ANY), "65537 B; at most 65536");
    refuseFile(1, nodes.plant(ObjectKind.FILE_NODE, large, ANY), "65537 B; at most 65536");
  }

  private NodeReference pathNode(int level, List<PathItem> items) {
    Encoder encoded = new Encoder();
    PathItem previous = null;
    for (PathItem item : items) {
      encoded.append(paths.encode(level, item, previous));
      previous = item;
    }
    return nodes.store(paths.newNode(level, items, encoded));
  }

  private static PathItem.Leaf leaf(String path) {
    return new PathItem.Leaf(TreePath.ofText(path), Samples.file(path));
  }

  private PathItem.Child child(int level, PathItem... items) {
    return paths.child(List.of(items), pathNode(level, List.of(items)));
  }

  private static PathItem.Child named(PathItem.Child child, String path) {
    return new PathItem.Child(TreePath.ofText(path), child.reference(), child.totals());
  }

  @Test
  void a_node_that_ends_elsewhere_than_the_node_above_says_is_refused() {
    PathItem wrong = named(child(0, leaf("a"), leaf("b")), "c");
    refusePath(pathNode(1, List.of(wrong, child(0, leaf("d")))), "ends at another path");
  }

  @Test
  void a_node_that_begins_before_the_node_to_its_left_ends_is_refused() {
    NodeReference root =
        pathNode(1, List.of(child(0, leaf("a"), leaf("c")), child(0, leaf("b"), leaf("d"))));
    refusePath(root, "begins before the node to its left ends");
  }

  @Test
  void a_node_with_other_totals_than_the_node_above_says_is_refused() {
    PathItem.Child honest = child(0, leaf("a"));
    PathItem wrong = new PathItem.Child(honest.path(), honest.reference(), new TreeTotals(2, 1));
    refusePath(pathNode(1, List.of(wrong, child(0, leaf("b")))), "the node above says");
  }

  @Test
  void a_node_of_another_level_than_below_its_parent_is_refused() {
    refusePath(pathNode(2, List.of(child(0, leaf("a")), child(0, leaf("b")))), "level 0; 1");
  }

  @Test
  void an_empty_node_below_a_root_is_refused() {
    PathItem.Child empty = child(0);
    PathItem wrong =
        new PathItem.Child(TreePath.ofText("a"), empty.reference(), new TreeTotals(1, 0));
    refusePath(pathNode(1, List.of(wrong, child(0, leaf("b")))), "number of items is 0; 1 to");
  }

  private NodeReference fileNode(int level, List<FileItem> items) {
    Encoder encoded = new Encoder();
    for (FileItem item : items) encoded.append(files.encode(level, item, null));
    return nodes.store(files.newNode(level, items, encoded));
  }

  @Test
  void a_file_node_with_another_length_than_what_refers_to_it_says_is_refused() {
    NodeReference leaf = fileNode(0, List.of(new FileItem.Leaf(new Item.Hole(7))));
    refuseFile(8, leaf, "has 7 B, what refers to it says 8 B");
    NodeReference root =
        fileNode(1, List.of(new FileItem.Child(leaf, 7), new FileItem.Child(leaf, 6)));
    refuseFile(13, root, "has 7 B, what refers to it says 6 B");
  }

  @Test
  void a_file_node_of_more_bytes_than_a_file_can_have_is_refused() {
    NodeReference leaf = fileNode(0, List.of(new FileItem.Leaf(new Item.Hole(7))));
    FileItem huge = new FileItem.Child(leaf, Long.MAX_VALUE);
    refuseFile(1, fileNode(1, List.of(huge, huge)), "more than 2^63-1 B");
  }

  @Test
  void every_changed_byte_of_a_node_is_noticed() {
    List<PathItem> items = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      items.add(new PathItem.Leaf(TreePath.ofText("n" + i), Samples.chunked(i, 2)));
    }
    NodeReference root = pathNode(0, items);
    byte[] payload = nodes.node(root).payload();
    Random random = new Random(1);
    for (int i = 0; i < payload.length; i++) {
      byte[] changed = payload.clone();
      changed[i] ^= (byte) (1 + random.nextInt(255));
      NodeReference planted = nodes.plant(ObjectKind.PATH_NODE, changed, root.tag());
      if (onlyAnIdDiffers(planted, items)) continue;
      refusePath(planted, "");
    }
  }

  /// Ids are not part of what a node describes; they are protected by the sealed object itself.
  private boolean onlyAnIdDiffers(NodeReference planted, List<PathItem> items) {
    try {
      List<PlacedEntry> found = list(tree.entries(planted));
      assertThat(found).hasSameSizeAs(items);
      for (int i = 0; i < items.size(); i++) {
        assertThat(found.get(i).entry().sameAs(((PathItem.Leaf) items.get(i)).entry())).isTrue();
      }
      return true;
    } catch (MalformedObjectException | IOException e) {
      return false;
    }
  }

  @Test
  void nodes_have_their_golden_bytes_and_tags() throws IOException {
    PathItem.Child first = child(0, leaf("a"), leaf("a/b"), leaf("ac"));
    PathItem.Child second =
        child(0, new PathItem.Leaf(TreePath.ofText("b"), Samples.chunked(1, 2)));
    FileItem data = new FileItem.Leaf(new Item.Data(Samples.chunk(1, 300_000), 1));
    FileItem repeated = new FileItem.Leaf(new Item.Data(Samples.chunk(2, 2_097_152), 9));
    FileItem hole = new FileItem.Leaf(new Item.Hole(1L << 40));
    NodeReference items = fileNode(0, List.of(data, repeated, hole));
    FileItem below = new FileItem.Child(items, 300_000 + 9 * 2_097_152L + (1L << 40));
    String found =
        String.join(
            "\n",
            line("path-leaf", first.reference()),
            line("path-leaf-chunks", second.reference()),
            line("path-inner", pathNode(1, List.of(first, second))),
            line("path-empty", tree.empty(nodes)),
            line("file-leaf", items),
            line("file-inner", fileNode(1, List.of(below, below))));
    try (InputStream golden = getClass().getResourceAsStream("/golden/tree/nodes.txt")) {
      assertThat(found)
          .isEqualTo(new String(golden.readAllBytes(), StandardCharsets.US_ASCII).strip());
    }
  }

  private String line(String name, NodeReference node) {
    return "%s %s %s"
        .formatted(name, node.tag(), HexFormat.of().formatHex(nodes.node(node).payload()));
  }
}
