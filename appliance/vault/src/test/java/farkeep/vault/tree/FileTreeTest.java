package farkeep.vault.tree;

import static farkeep.vault.tree.Samples.KEYS;
import static farkeep.vault.tree.Samples.chunk;
import static farkeep.vault.tree.Samples.list;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FileTreeTest {
  private final MemoryNodes nodes = new MemoryNodes();
  private final FileTree reader = new FileTree(KEYS, nodes);

  private Body.File build(List<Item> items) throws IOException {
    FileTreeBuilder builder = new FileTreeBuilder(KEYS, nodes);
    for (Item item : items) builder.add(item);
    return builder.finish();
  }

  private static Item data(long number) {
    return new Item.Data(chunk(number, 400_000 + number % 200_000), 1);
  }

  private static List<Item> random(Random random, int count) {
    List<Item> items = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      switch (random.nextInt(10)) {
        case 0 -> items.add(new Item.Hole(1 + random.nextInt(10_000_000)));
        case 1 -> items.add(new Item.Data(chunk(random.nextInt(3), 2 << 20), 1));
        default -> items.add(data(random.nextInt(1_000_000)));
      }
    }
    return items;
  }

  /// What a file has at each place, with runs joined.
  private static List<PlacedItem> placed(List<Item> items) {
    List<PlacedItem> placed = new ArrayList<>();
    long offset = 0;
    for (Item item : items) {
      PlacedItem last = placed.isEmpty() ? null : placed.getLast();
      if (last != null && ItemRuns.isRun(last.item(), item)) {
        Item joined = ItemRuns.join(last.item(), item);
        placed.set(placed.size() - 1, new PlacedItem(last.offset(), joined));
      } else {
        placed.add(new PlacedItem(offset, item));
      }
      offset += item.bytes();
    }
    return placed;
  }

  @Test
  void what_was_built_is_read_whole_and_by_range() throws IOException {
    for (long seed = 1; seed <= 40; seed++) {
      Random random = new Random(seed);
      List<Item> items = random(random, random.nextInt(seed % 2 == 0 ? 100 : 5_000));
      Body.File file = build(items);
      List<PlacedItem> expected = placed(items);
      assertThat(list(reader.items(file))).as("seed %d", seed).isEqualTo(expected);
      for (int i = 0; i < 10; i++) {
        long from = (long) (random.nextDouble() * file.plainBytes());
        FileRange range = new FileRange(from, 1 + random.nextInt(20_000_000));
        assertThat(list(reader.items(file, range)))
            .as("seed %d, %s", seed, range)
            .isEqualTo(
                expected.stream()
                    .filter(p -> p.end() > from && p.offset() < from + range.bytes())
                    .toList());
      }
    }
  }

  @Test
  void the_same_items_make_the_same_tree_however_runs_were_given() throws IOException {
    List<Item> joined = new ArrayList<>();
    List<Item> single = new ArrayList<>();
    for (int i = 0; i < 3_000; i++) {
      joined.add(new Item.Data(chunk(i, 1_000), 3));
      for (int j = 0; j < 3; j++) single.add(new Item.Data(chunk(i, 1_000), 1));
    }
    assertThat(build(single)).isEqualTo(build(joined));
  }

  @Test
  void sixty_four_items_stand_in_the_entry_and_one_more_makes_a_tree() throws IOException {
    List<Item> items = new ArrayList<>();
    for (int i = 0; i < 64; i++) items.add(data(i));
    assertThat(build(items).content()).isEqualTo(new Content.ItemList(items));
    assertThat(nodes.stored()).isZero();
    items.add(data(64));
    assertThat(build(items).content()).isInstanceOf(Content.FileTree.class);
    assertThat(nodes.stored()).isEqualTo(1);
  }

  @Test
  void a_file_without_items_is_inline_and_empty() throws IOException {
    assertThat(build(List.of())).isEqualTo(new Body.File(0, new Content.Inline(ByteString.EMPTY)));
  }

  @Test
  void two_tebibytes_of_hole_are_one_item_and_repeats_are_one_too() throws IOException {
    FileTreeBuilder builder = new FileTreeBuilder(KEYS, nodes);
    for (int i = 0; i < 2_048; i++) builder.add(new Item.Hole(1L << 30));
    for (int i = 0; i < 3_000; i++) builder.add(new Item.Data(chunk(1, 2 << 20), 1));
    Body.File file = builder.finish();
    assertThat(file.plainBytes()).isEqualTo((2L << 40) + 3_000L * (2 << 20));
    assertThat(file.content())
        .isEqualTo(
            new Content.ItemList(
                List.of(new Item.Hole(2L << 40), new Item.Data(chunk(1, 2 << 20), 3_000))));
  }

  @Test
  void reading_a_small_range_of_a_large_file_loads_one_node_a_level() throws IOException {
    List<Item> items = new ArrayList<>();
    for (int i = 0; i < 100_000; i++) items.add(data(i));
    Body.File file = build(items);
    nodes.resetCounts();
    assertThat(list(reader.items(file, new FileRange(file.plainBytes() / 3, 1)))).hasSize(1);
    assertThat(nodes.loaded()).isBetween(2, 4);
  }

  @Test
  void an_edit_in_a_large_file_makes_few_new_nodes() throws IOException {
    List<Item> items = new ArrayList<>();
    for (int i = 0; i < 50_000; i++) items.add(data(i));
    build(items);
    Set<ContentTag> before = tags();
    items.set(25_000, data(999_999));
    items.add(10, data(888_888));
    build(items);
    Set<ContentTag> added = tags();
    added.removeAll(before);
    assertThat(added.size()).isBetween(4, 14);
  }

  private Set<ContentTag> tags() {
    Set<ContentTag> tags = new HashSet<>();
    for (NodeSink.NewNode node : nodes.all()) tags.add(node.tag());
    return tags;
  }

  @Test
  void nodes_have_16_to_1024_items_whatever_is_in_them() throws IOException {
    List<Item> endless = new ArrayList<>();
    for (int i = 0; i < 10_000; i++) {
      endless.add(new Item.Data(chunk(1 + i % 2, 1_000 + i % 2), 1));
    }
    FileTreeBuilder never = new FileTreeBuilder(PathTreePropertyTest.NO_BORDERS, nodes);
    for (Item item : endless) never.add(item);
    Body.File file = never.finish();
    assertThat(nodes.stored()).isEqualTo(11);
    FileTreeBuilder always = new FileTreeBuilder(PathTreePropertyTest.ALL_BORDERS, nodes);
    nodes.resetCounts();
    for (Item item : endless) always.add(item);
    always.finish();
    assertThat(nodes.stored()).isEqualTo(625 + 40 + 3 + 1);
    for (NodeSink.NewNode node : nodes.all()) {
      assertThat(node.payload().length).isLessThanOrEqualTo(NodeFormat.NODE_BYTES_MAX);
    }
    FileTree neverReader = new FileTree(PathTreePropertyTest.NO_BORDERS, nodes);
    assertThat(list(neverReader.items(file))).hasSize(10_000);
  }

  @Test
  void a_diff_covers_every_byte_that_differs_and_little_else() throws IOException {
    for (long seed = 50; seed <= 90; seed++) {
      Random random = new Random(seed);
      List<Item> before = random(random, random.nextInt(3_000));
      List<Item> after = new ArrayList<>(before);
      int edits = random.nextInt(4);
      for (int i = 0; i < edits && !after.isEmpty(); i++) {
        int at = random.nextInt(after.size());
        switch (random.nextInt(3)) {
          case 0 ->
              after.set(
                  at,
                  new Item.Data(chunk(7_000_000 + i, after.get(at).bytes() % 8_000_000 + 1), 1));
          case 1 -> after.remove(at);
          default -> after.add(at, data(8_000_000 + i));
        }
      }
      List<FileRange> found = list(reader.diff(build(before), build(after)));
      assertThat(found).as("seed %d", seed).isEqualTo(differing(placed(before), placed(after)));
    }
  }

  /// Ranges of the items of `after` that do not stand at the same offset in `before`.
  private static List<FileRange> differing(List<PlacedItem> before, List<PlacedItem> after) {
    Set<PlacedItem> same = new HashSet<>(before);
    List<FileRange> ranges = new ArrayList<>();
    for (PlacedItem placed : after) {
      if (same.contains(placed)) continue;
      FileRange last = ranges.isEmpty() ? null : ranges.getLast();
      if (last != null && last.offset() + last.bytes() == placed.offset()) {
        ranges.set(
            ranges.size() - 1, new FileRange(last.offset(), last.bytes() + placed.item().bytes()));
      } else {
        ranges.add(new FileRange(placed.offset(), placed.item().bytes()));
      }
    }
    return ranges;
  }

  @Test
  void a_diff_of_large_files_loads_only_what_differs() throws IOException {
    List<Item> items = new ArrayList<>();
    for (int i = 0; i < 50_000; i++) items.add(data(i));
    Body.File before = build(items);
    items.set(25_000, new Item.Data(chunk(7_777_777, data(25_000).bytes()), 1));
    Body.File after = build(items);
    nodes.resetCounts();
    assertThat(list(reader.diff(before, after))).hasSize(1);
    assertThat(nodes.loaded()).isLessThanOrEqualTo(12);
  }

  @Test
  void a_diff_of_inline_content_is_all_or_nothing() throws IOException {
    Body.File one = (Body.File) Samples.file("one").body();
    Body.File other = (Body.File) Samples.file("other").body();
    assertThat(list(reader.diff(one, one))).isEmpty();
    assertThat(list(reader.diff(one, other))).containsExactly(new FileRange(0, 5));
  }

  @Test
  void a_file_longer_than_the_format_can_say_is_refused() throws IOException {
    FileTreeBuilder builder = new FileTreeBuilder(KEYS, nodes);
    builder.add(new Item.Hole(Long.MAX_VALUE));
    assertThatThrownBy(() -> builder.add(new Item.Hole(1))).isInstanceOf(ArithmeticException.class);
  }
}
