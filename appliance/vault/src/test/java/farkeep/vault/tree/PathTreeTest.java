package farkeep.vault.tree;

import static farkeep.vault.tree.Samples.KEYS;
import static farkeep.vault.tree.Samples.chunked;
import static farkeep.vault.tree.Samples.directory;
import static farkeep.vault.tree.Samples.file;
import static farkeep.vault.tree.Samples.list;
import static farkeep.vault.tree.Samples.puts;
import static farkeep.vault.tree.Samples.withUnknown;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class PathTreeTest {
  private static final int MANY = 20_000;

  private final MemoryNodes nodes = new MemoryNodes();
  private final PathTree tree = new PathTree(KEYS, nodes);

  private static TreePath path(String text) {
    return TreePath.ofText(text);
  }

  /// Files in 600 directories of 100, without keeping a list of them.
  private NodeReference many() throws IOException {
    int[] next = {0};
    return tree.edit(
        null,
        () -> {
          int number = next[0]++;
          return number == MANY ? null : new Edit.Put(numbered(number), chunked(number, 1));
        },
        nodes);
  }

  private static TreePath numbered(int number) {
    return path("holidays/%03d/photo %02d.jpg".formatted(number / 100, number % 100));
  }

  private NodeReference edit(NodeReference root, Edit... edits) throws IOException {
    return tree.edit(root, Cursor.of(List.of(edits)), nodes);
  }

  @Test
  void one_edit_among_many_files_reads_and_writes_one_node_a_level_or_two() throws IOException {
    NodeReference root = many();
    for (int number = 17; number < MANY; number += 7_919) {
      nodes.resetCounts();
      edit(root, new Edit.Put(numbered(number), file("changed")));
      assertThat(nodes.stored()).as("file %d", number).isLessThanOrEqualTo(6);
      assertThat(nodes.loaded()).as("file %d", number).isLessThanOrEqualTo(9);
    }
  }

  @Test
  void a_diff_of_two_large_trees_reads_only_what_differs() throws IOException {
    NodeReference before = many();
    NodeReference after = edit(before, new Edit.Delete(numbered(9_000)));
    nodes.resetCounts();
    assertThat(list(tree.diff(before, after)))
        .containsExactly(new Difference.Removed(numbered(9_000), chunked(9_000, 1)));
    assertThat(nodes.loaded()).isLessThanOrEqualTo(12);
    nodes.resetCounts();
    assertThat(list(tree.diff(before, before))).isEmpty();
    assertThat(nodes.loaded()).isZero();
  }

  @Test
  void listing_a_directory_passes_over_what_is_deeper() throws IOException {
    NodeReference root =
        edit(
            many(),
            new Edit.Put(TreePath.ROOT, directory()),
            new Edit.Put(path("holidays"), directory()),
            new Edit.Put(path("work"), directory()));
    nodes.resetCounts();
    assertThat(list(tree.children(root, TreePath.ROOT)))
        .extracting(PlacedEntry::path)
        .containsExactly(path("holidays"), path("work"));
    assertThat(nodes.loaded()).isLessThanOrEqualTo(9);
  }

  @Test
  void no_edit_gives_the_same_root_and_reads_nothing() throws IOException {
    NodeReference root = many();
    nodes.resetCounts();
    assertThat(edit(root)).isEqualTo(root);
    assertThat(nodes.loaded() + nodes.stored()).isZero();
  }

  @Test
  void deleting_everything_leads_back_to_the_empty_tree() throws IOException {
    NodeReference root = edit(null, new Edit.Put(path("a"), file("1")));
    NodeReference emptied = edit(root, new Edit.Delete(path("a")), new Edit.Delete(path("b")));
    assertThat(emptied.tag()).isEqualTo(tree.empty(nodes).tag());
    assertThat(list(tree.entries(emptied))).isEmpty();
    assertThat(tree.totals(emptied)).isEqualTo(TreeTotals.NONE);
  }

  @Test
  void the_same_content_under_other_ids_is_no_difference() throws IOException {
    NavigableMap<TreePath, Entry> map = new TreeMap<>();
    NavigableMap<TreePath, Entry> elsewhere = new TreeMap<>();
    for (int i = 0; i < 3_000; i++) {
      map.put(numbered(i), chunked(i, 2));
      elsewhere.put(numbered(i), Samples.elsewhere(chunked(i, 2)));
    }
    NodeReference one = tree.edit(null, puts(map), nodes);
    NodeReference other = tree.edit(null, puts(elsewhere), nodes);
    assertThat(other.tag()).isEqualTo(one.tag());
    assertThat(other.id()).isNotEqualTo(one.id());
    assertThat(list(tree.diff(one, other))).isEmpty();
    NodeReference edited = edit(other, new Edit.Put(numbered(7), file("new")));
    assertThat(list(tree.diff(one, edited)))
        .containsExactly(new Difference.Changed(numbered(7), chunked(7, 2), file("new")));
  }

  @Test
  void a_put_of_the_same_content_under_another_id_is_taken() throws IOException {
    Entry moved = Samples.elsewhere(chunked(7, 2));
    NodeReference root = edit(null, new Edit.Put(path("a"), chunked(7, 2)));
    NodeReference edited = edit(root, new Edit.Put(path("a"), moved));
    assertThat(tree.get(edited, path("a"))).contains(moved);
  }

  @Test
  void edits_out_of_order_are_refused() throws IOException {
    NodeReference root = tree.empty(nodes);
    for (String second : List.of("a", "b")) {
      assertThatThrownBy(
              () -> edit(root, new Edit.Put(path("b"), file("")), new Edit.Delete(path(second))))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("edits must come ascending by path, each path once");
    }
  }

  @Test
  void fields_of_a_newer_version_are_kept_by_an_edit_beside_them() throws IOException {
    Entry newer = withUnknown(file("x"), 128);
    NodeReference root = edit(null, new Edit.Put(path("a"), newer));
    NodeReference edited = edit(root, new Edit.Put(path("b"), file("y")));
    assertThat(tree.get(edited, path("a"))).contains(newer);
  }

  @Test
  void a_field_that_must_be_understood_makes_the_tree_read_only() throws IOException {
    Entry newer = withUnknown(file("x"), 127);
    NodeReference root = plantLeaf(newer);
    assertThat(tree.get(root, path("a"))).contains(newer);
    assertThatThrownBy(() -> edit(root, new Edit.Put(path("b"), file("y"))))
        .isInstanceOf(ReadOnlyTreeException.class)
        .hasMessageContaining("field 127");
  }

  /// A leaf that a newer version would have written.
  private NodeReference plantLeaf(Entry entry) {
    PathFormat format = new PathFormat(KEYS);
    PathItem.Leaf leaf = new PathItem.Leaf(path("a"), entry);
    return nodes.store(format.newNode(0, List.of(leaf), format.encode(0, leaf, null)));
  }

  @Test
  void an_entry_above_its_bound_is_refused() {
    Entry large =
        new Entry(
            new Body.Fifo(),
            Samples.metadata(1),
            Optional.empty(),
            ExtendedAttributes.NONE,
            List.of(new UnknownField(200, ByteString.of(new byte[Entry.BYTES_MAX - 20]))));
    assertThatThrownBy(() -> edit(null, new Edit.Put(path("a"), large)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("at most 16384");
  }

  @Test
  void the_largest_entries_under_the_longest_paths_still_make_nodes_within_their_bound()
      throws IOException {
    NavigableMap<TreePath, Entry> map = new TreeMap<>();
    for (int i = 0; i < 13; i++) map.put(path("a%02d".formatted(i)), padded(3_100));
    map.put(path("n".repeat(255) + ("/" + "n".repeat(255)).repeat(15)), padded(Entry.BYTES_MAX));
    assertThat(map.lastKey().key().length()).isEqualTo(4_095);
    PathTree tree = new PathTree(PathTreePropertyTest.NO_BORDERS, nodes);
    NodeReference root = tree.edit(null, puts(map), nodes);
    assertThat(Samples.read(tree.entries(root))).isEqualTo(map);
    int largest = 0;
    for (NodeSink.NewNode node : nodes.all()) largest = Math.max(largest, node.payload().length);
    assertThat(largest).isBetween(60_000, NodeFormat.NODE_BYTES_MAX);
  }

  /// An entry of exactly so many bytes.
  private static Entry padded(int bytes) {
    Entry bare = withUnknown(Entry.of(new Body.Fifo(), Samples.metadata(1)), 200);
    int others = bare.encode().length - 3 - 2;
    int value = bytes - others - 3;
    Entry padded =
        new Entry(
            bare.body(),
            bare.metadata(),
            Optional.empty(),
            ExtendedAttributes.NONE,
            List.of(new UnknownField(200, ByteString.of(new byte[value]))));
    assertThat(padded.encode()).hasSize(bytes);
    return padded;
  }

  @Test
  void nodes_have_about_their_usual_size() throws IOException {
    many();
    long bytes = 0;
    int leaves = 0;
    for (NodeSink.NewNode node : nodes.all()) {
      if (node.level() > 0) continue;
      bytes += node.payload().length;
      leaves++;
    }
    assertThat(bytes / leaves).isBetween(12_000L, 19_000L);
  }
}
