package farkeep.home.engine;

import static org.assertj.core.api.Assertions.assertThat;

import farkeep.home.state.FolderRecord;
import farkeep.home.state.FolderRecord.Counts;
import farkeep.home.state.FolderRecord.Newest;
import farkeep.home.state.LatestSnapshot;
import farkeep.home.state.StateIndex;
import farkeep.objects.FolderTag;
import farkeep.objects.ObjectId;
import farkeep.objects.system.SystemClocks;
import farkeep.vault.seal.SealedObject;
import farkeep.vault.tree.ContentTag;
import farkeep.vault.tree.NodeReference;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Two boxes that go on at different paces share one order of snapshots.
class SnapshotOrderTest {
  private static final FolderTag FOLDER = new FolderTag(1, 2);

  @TempDir Path directory;
  private StateIndex index;
  private SnapshotOrder order;
  private byte made;
  private List<Newest> parents = List.of();

  @BeforeEach
  void open() throws Exception {
    index = StateIndex.open(directory.resolve("state.mv"), new SystemClocks());
    order = new SnapshotOrder(index);
  }

  @AfterEach
  void close() {
    index.close();
  }

  private static FolderRecord tree(long number) {
    NodeReference root =
        new NodeReference(ObjectId.ofStored(new byte[(int) number]), new ContentTag(0, number));
    return FolderRecord.NONE.withTree(Optional.of(root), Counts.NONE);
  }

  private LatestSnapshot next(FolderRecord record) {
    return order.next(FOLDER, record, Optional.empty(), this::make);
  }

  private SealedObject make(List<Newest> of, long sequence) {
    parents = of;
    byte[] stored = {made++, (byte) sequence};
    return new SealedObject(ObjectId.ofStored(stored), stored);
  }

  private Newest commit(LatestSnapshot snapshot) {
    order.seen(FOLDER, new LatestSnapshot(snapshot.newest(), snapshot.stored(), true));
    return snapshot.newest();
  }

  @Test
  void a_box_that_arrives_at_the_same_tree_gets_the_same_snapshot() {
    Newest one = commit(next(tree(1)));
    assertThat(one.sequence()).isEqualTo(1);
    assertThat(next(tree(1)).newest()).isEqualTo(one);
  }

  @Test
  void a_box_that_was_away_goes_on_after_the_latest_of_all_boxes() {
    Newest one = commit(next(tree(1)));
    Newest two = commit(next(tree(2).withNewest(one)));
    Newest three = commit(next(tree(3).withNewest(one))); // the other box still stands at one
    assertThat(two.sequence()).isEqualTo(2);
    assertThat(three.sequence()).isEqualTo(3);
    assertThat(parents).containsExactly(two);
  }

  @Test
  void a_snapshot_that_was_never_a_head_is_nobodys_parent() {
    Newest one = commit(next(tree(1)));
    next(tree(2).withNewest(one));
    assertThat(next(tree(3).withNewest(one)).newest().sequence()).isEqualTo(2);
    assertThat(parents).containsExactly(one);
  }

  @Test
  void a_head_that_another_device_moved_is_a_parent_too() {
    Newest one = commit(next(tree(1)));
    Newest two = commit(next(tree(2).withNewest(one)));
    Newest elsewhere = new Newest(ObjectId.ofStored(new byte[50]), 2, two.root());
    order.next(FOLDER, tree(3).withNewest(one), Optional.of(elsewhere), this::make);
    assertThat(parents).containsExactlyInAnyOrder(elsewhere, two);
  }

  @Test
  void an_old_head_does_not_take_the_place_of_the_latest() {
    Newest one = commit(next(tree(1)));
    Newest two = commit(next(tree(2).withNewest(one)));
    order.seen(FOLDER, new LatestSnapshot(one, new byte[] {1}, true));
    assertThat(index.latest(FOLDER).orElseThrow().newest()).isEqualTo(two);
  }
}
