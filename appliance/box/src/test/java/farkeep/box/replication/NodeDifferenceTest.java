package farkeep.box.replication;

import static org.assertj.core.api.Assertions.assertThat;

import farkeep.objects.ObjectHeader;
import farkeep.objects.ObjectId;
import farkeep.objects.ObjectKind;
import farkeep.testkit.SeededRandomness;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class NodeDifferenceTest {
  private static final int LEAVES = 40;
  private static final int FANOUT = 5;

  private final TestVault vault = new TestVault(new SeededRandomness(7));
  private final Map<List<ObjectId>, ObjectId> inners = new HashMap<>();
  private final MemoryVaultStore store = new MemoryVaultStore(null);

  private ObjectId keep(byte[] stored) {
    store.admitChecked(TestVault.id(stored), ObjectHeader.parse(stored), stored);
    return TestVault.id(stored);
  }

  private ObjectId leaf() {
    ObjectId small = keep(vault.chunk(200));
    ObjectId deep = keep(vault.node(ObjectKind.FILE_NODE, 0, List.of(keep(vault.chunk(200)))));
    ObjectId large = keep(vault.node(ObjectKind.FILE_NODE, 1, List.of(deep)));
    return keep(vault.node(ObjectKind.PATH_NODE, 0, List.of(small, large)));
  }

  private List<ObjectId> leaves(int count) {
    List<ObjectId> leaves = new ArrayList<>();
    for (int i = 0; i < count; i++) leaves.add(leaf());
    return leaves;
  }

  private ObjectId tree(List<ObjectId> leaves) {
    List<ObjectId> level = leaves;
    for (int height = 1; level.size() > 1; height++) {
      List<ObjectId> above = new ArrayList<>();
      for (int i = 0; i < level.size(); i += FANOUT) {
        List<ObjectId> children = level.subList(i, Math.min(i + FANOUT, level.size()));
        above.add(inner(height, List.copyOf(children)));
      }
      level = above;
    }
    return level.getFirst();
  }

  /// The same children give the same node, as in a real tree.
  private ObjectId inner(int height, List<ObjectId> children) {
    return inners.computeIfAbsent(
        children, _ -> keep(vault.node(ObjectKind.PATH_NODE, height, children)));
  }

  private List<ObjectId> walk(ObjectId root, int frontierMax, ObjectId... known) throws Exception {
    List<ObjectId> told = new ArrayList<>();
    new NodeDifference(store, told::add, frontierMax).walk(root, List.of(known));
    return told;
  }

  private Set<ObjectId> nodesOf(ObjectId root) throws Exception {
    return new HashSet<>(walk(root, NodeDifference.FRONTIER_MAX));
  }

  private void assertParentsFirst(List<ObjectId> told) throws Exception {
    Set<ObjectId> before = new HashSet<>();
    for (ObjectId id : told) {
      for (ObjectId child : store.node(id).orElseThrow().children()) {
        assertThat(before).doesNotContain(child);
      }
      before.add(id);
    }
  }

  @Test
  void without_known_trees_every_node_is_told_once_and_no_chunk() throws Exception {
    ObjectId root = tree(leaves(LEAVES));
    List<ObjectId> told = walk(root, NodeDifference.FRONTIER_MAX);
    assertThat(told).startsWith(root).doesNotHaveDuplicates().hasSize(LEAVES * 3 + 8 + 2 + 1);
    assertThat(told).allMatch(id -> kind(id) != ObjectKind.CHUNK);
    assertParentsFirst(told);
  }

  @Test
  void only_what_differs_is_told_and_read() throws Exception {
    List<ObjectId> leaves = leaves(LEAVES);
    ObjectId old = tree(leaves);
    leaves.set(17, leaf());
    ObjectId root = tree(leaves);
    Set<ObjectId> wanted = nodesOf(root);
    wanted.removeAll(nodesOf(old));
    store.nodesRead = 0;
    List<ObjectId> told = walk(root, NodeDifference.FRONTIER_MAX, old);
    assertThat(told).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(wanted);
    // Not the 131 nodes of each tree, but those that differ, each side's: told, sorted, expanded.
    assertThat(wanted).hasSize(4 + 2);
    assertThat(store.nodesRead).isLessThanOrEqualTo(4 * (4 + 2));
    assertParentsFirst(told);
  }

  @Test
  void a_known_tree_of_another_height_is_compared_where_the_levels_meet() throws Exception {
    List<ObjectId> leaves = leaves(FANOUT);
    ObjectId small = tree(leaves);
    List<ObjectId> more = new ArrayList<>(leaves);
    more.addAll(leaves(LEAVES));
    ObjectId large = tree(more);
    assertThat(walk(large, NodeDifference.FRONTIER_MAX, small))
        .startsWith(large)
        .doesNotContain(small)
        .doesNotContainAnyElementsOf(leaves);
    assertThat(walk(small, NodeDifference.FRONTIER_MAX, large)).isEmpty();
  }

  @Test
  void a_root_that_is_known_needs_nothing_and_one_that_is_not_kept_is_still_told()
      throws Exception {
    ObjectId root = tree(leaves(3));
    assertThat(walk(root, NodeDifference.FRONTIER_MAX, root)).isEmpty();
    ObjectId nowhere = TestVault.id(vault.chunk(100));
    assertThat(walk(nowhere, NodeDifference.FRONTIER_MAX)).containsExactly(nowhere);
    assertThat(walk(root, NodeDifference.FRONTIER_MAX, nowhere)).startsWith(root);
  }

  @Test
  void a_frontier_that_is_full_bounds_memory_and_misses_nothing() throws Exception {
    List<ObjectId> leaves = leaves(LEAVES);
    ObjectId old = tree(leaves);
    leaves.set(3, leaf());
    ObjectId root = tree(leaves);
    Set<ObjectId> wanted = nodesOf(root);
    wanted.removeAll(nodesOf(old));
    for (int frontierMax : List.of(1, 2, 5, 9)) {
      assertThat(walk(root, frontierMax, old)).containsAll(wanted);
    }
  }

  private ObjectKind kind(ObjectId id) {
    return ObjectHeader.parse(store.objects.get(id)).kind();
  }
}
