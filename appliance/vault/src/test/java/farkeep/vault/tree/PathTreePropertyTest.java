package farkeep.vault.tree;

import static farkeep.vault.tree.Samples.list;
import static farkeep.vault.tree.Samples.puts;
import static farkeep.vault.tree.Samples.read;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class PathTreePropertyTest {
  /// Keys under which no border is ever drawn, so that all nodes end because they are full.
  static final TreeKeys NO_BORDERS = borders(-1L);

  /// Keys under which every item ends a node, so that trees get as high as they can.
  static final TreeKeys ALL_BORDERS = borders(0);

  private final MemoryNodes nodes = new MemoryNodes();

  private static TreeKeys borders(long drawn) {
    return new TreeKeys() {
      @Override
      public ContentTag treeTag(byte[] message, int from, int to) {
        ContentTag tag = Samples.KEYS.treeTag(message, from, to);
        return message[from] == 'p' || message[from] == 'f' ? new ContentTag(drawn, drawn) : tag;
      }

      @Override
      public ContentTag contentTag(byte[] plain, int from, int to) {
        return Samples.KEYS.contentTag(plain, from, to);
      }
    };
  }

  @Test
  void the_same_map_has_the_same_root_whatever_the_order_of_edits() throws IOException {
    for (long seed = 1; seed <= 25; seed++) sameRoot(Samples.KEYS, seed, 1_500);
  }

  @Test
  void the_same_map_has_the_same_root_when_nodes_end_only_because_they_are_full()
      throws IOException {
    for (long seed = 100; seed <= 110; seed++) sameRoot(NO_BORDERS, seed, 1_500);
  }

  @Test
  void the_same_map_has_the_same_root_when_every_item_ends_a_node() throws IOException {
    for (long seed = 200; seed <= 210; seed++) sameRoot(ALL_BORDERS, seed, 400);
  }

  private void sameRoot(TreeKeys keys, long seed, int sizeMax) throws IOException {
    Random random = new Random(seed);
    PathTree tree = new PathTree(keys, nodes);
    NavigableMap<TreePath, Entry> map = new TreeMap<>();
    NodeReference root = tree.empty(nodes);
    for (int round = 0; round < 6; round++) {
      NavigableMap<TreePath, Edit> edits = edits(random, map, random.nextInt(sizeMax));
      root = tree.edit(root, Cursor.of(edits.values()), nodes);
      NodeReference atOnce = tree.edit(null, puts(map), nodes);
      assertThat(root.tag()).as("seed %d, round %d", seed, round).isEqualTo(atOnce.tag());
    }
    assertThat(read(tree.entries(root))).as("seed %d", seed).isEqualTo(map);
  }

  /// Random puts and deletes, which `map` has been changed by.
  private static NavigableMap<TreePath, Edit> edits(
      Random random, NavigableMap<TreePath, Entry> map, int size) {
    NavigableMap<TreePath, Edit> edits = new TreeMap<>();
    List<TreePath> present = new ArrayList<>(map.keySet());
    int kind = random.nextInt(4);
    for (int i = 0; i < size; i++) {
      if (!present.isEmpty() && random.nextInt(4) < kind) {
        TreePath path = present.get(random.nextInt(present.size()));
        map.remove(path);
        edits.put(path, new Edit.Delete(path));
      } else {
        TreePath path = Samples.path(random);
        Entry entry = Samples.random(random);
        map.put(path, entry);
        edits.put(path, new Edit.Put(path, entry));
      }
    }
    return edits;
  }

  @Test
  void reading_by_path_by_range_and_by_directory_finds_what_a_map_finds() throws IOException {
    for (long seed = 300; seed < 308; seed++) {
      Random random = new Random(seed);
      PathTree tree = new PathTree(Samples.KEYS, nodes);
      NavigableMap<TreePath, Entry> map = withDirectories(Samples.map(random, 1_500));
      NodeReference root = tree.edit(null, puts(map), nodes);
      for (int i = 0; i < 8; i++) {
        TreePath path = Samples.path(random);
        assertThat(tree.get(root, path))
            .as("seed %d", seed)
            .isEqualTo(Optional.ofNullable(map.get(path)));
        assertThat(read(tree.entriesFrom(root, path)))
            .as("seed %d", seed)
            .isEqualTo(map.tailMap(path, true));
        TreePath directory = path.parent();
        assertThat(read(tree.entriesBelow(root, directory)))
            .as("seed %d", seed)
            .isEqualTo(select(map, other -> other.isBelow(directory)));
        assertThat(read(tree.children(root, directory)))
            .as("seed %d", seed)
            .isEqualTo(select(map, other -> !other.isRoot() && other.parent().equals(directory)));
      }
      assertThat(tree.totals(root))
          .isEqualTo(
              new TreeTotals(map.size(), map.values().stream().mapToLong(Entry::plainBytes).sum()));
    }
  }

  private static NavigableMap<TreePath, Entry> withDirectories(
      NavigableMap<TreePath, Entry> files) {
    NavigableMap<TreePath, Entry> map = new TreeMap<>(files);
    for (TreePath path : files.keySet()) {
      for (TreePath up = path; !up.isRoot(); ) {
        up = up.parent();
        map.put(up, Samples.directory());
      }
    }
    return map;
  }

  private static NavigableMap<TreePath, Entry> select(
      NavigableMap<TreePath, Entry> map, Predicate<TreePath> which) {
    NavigableMap<TreePath, Entry> selected = new TreeMap<>();
    map.forEach((path, entry) -> {
      if (which.test(path)) selected.put(path, entry);
    });
    return selected;
  }

  @Test
  void a_diff_finds_what_comparing_two_maps_finds() throws IOException {
    for (TreeKeys keys : List.of(Samples.KEYS, NO_BORDERS, ALL_BORDERS)) {
      for (long seed = 400; seed < 408; seed++) {
        Random random = new Random(seed);
        PathTree tree = new PathTree(keys, nodes);
        NavigableMap<TreePath, Entry> before = Samples.map(random, random.nextInt(1_500));
        NavigableMap<TreePath, Entry> after = new TreeMap<>(before);
        edits(random, after, random.nextInt(random.nextBoolean() ? 5 : 1_000));
        NodeReference one = tree.edit(null, puts(before), nodes);
        NodeReference other = tree.edit(null, puts(after), nodes);
        assertThat(list(tree.diff(one, other)))
            .as("seed %d", seed)
            .isEqualTo(differences(before, after));
      }
    }
  }

  private static List<Difference> differences(
      NavigableMap<TreePath, Entry> before, NavigableMap<TreePath, Entry> after) {
    NavigableMap<TreePath, Entry> all = new TreeMap<>(before);
    all.putAll(after);
    List<Difference> differences = new ArrayList<>();
    for (TreePath path : all.keySet()) {
      Entry a = before.get(path);
      Entry b = after.get(path);
      if (a == null) differences.add(new Difference.Added(path, b));
      else if (b == null) differences.add(new Difference.Removed(path, a));
      else if (!a.sameAs(b)) differences.add(new Difference.Changed(path, a, b));
    }
    return differences;
  }

  @Test
  void merging_edits_of_different_paths_comes_to_both() throws IOException {
    for (long seed = 500; seed < 512; seed++) {
      Random random = new Random(seed);
      PathTree tree = new PathTree(Samples.KEYS, nodes);
      NavigableMap<TreePath, Entry> base = Samples.map(random, 800);
      NavigableMap<TreePath, Entry> ours = new TreeMap<>(base);
      NavigableMap<TreePath, Entry> theirs = new TreeMap<>(base);
      NavigableMap<TreePath, Entry> both = new TreeMap<>(base);
      for (Map.Entry<TreePath, Edit> edit : edits(random, new TreeMap<>(base), 100).entrySet()) {
        apply(edit.getValue(), random.nextBoolean() ? ours : theirs);
        apply(edit.getValue(), both);
      }
      NodeReference root = tree.edit(null, puts(ours), nodes);
      Cursor<Decision> decisions =
          tree.merge(
              tree.edit(null, puts(base), nodes), root, tree.edit(null, puts(theirs), nodes));
      NodeReference merged = tree.edit(root, () -> toEdit(decisions.next()), nodes);
      assertThat(merged.tag())
          .as("seed %d", seed)
          .isEqualTo(tree.edit(null, puts(both), nodes).tag());
    }
  }

  private static void apply(Edit edit, NavigableMap<TreePath, Entry> map) {
    switch (edit) {
      case Edit.Put(TreePath path, Entry entry) -> map.put(path, entry);
      case Edit.Delete(TreePath path) -> map.remove(path);
    }
  }

  private static Edit toEdit(Decision decision) {
    return switch (decision) {
      case null -> null;
      case Decision.TakeOurs(TreePath path, Optional<Entry> ours) -> edit(path, ours);
      case Decision.TakeTheirs(TreePath path, Optional<Entry> theirs) -> edit(path, theirs);
      case Decision.Agree(TreePath path, Optional<Entry> both) -> edit(path, both);
      case Decision.Combine(TreePath path, Entry combined) -> new Edit.Put(path, combined);
      case Decision.Conflict conflict -> throw new AssertionError(conflict);
    };
  }

  private static Edit edit(TreePath path, Optional<Entry> entry) {
    return entry.isPresent() ? new Edit.Put(path, entry.get()) : new Edit.Delete(path);
  }
}
