package farkeep.home.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import farkeep.home.posix.Stamp;
import farkeep.objects.Bytes32;
import farkeep.objects.FolderTag;
import farkeep.objects.ObjectId;
import farkeep.objects.PeerId;
import farkeep.objects.system.SystemClocks;
import farkeep.vault.tree.ByteString;
import farkeep.vault.tree.ContentTag;
import farkeep.vault.tree.NodeReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.h2.mvstore.MVStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateIndexTest {
  private static final FolderTag FOLDER = new FolderTag(1, 2);
  private static final PeerId BOX = PeerId.of(new byte[32]);
  private static final PeerId OTHER_BOX = new PeerId(new Bytes32(9, 9, 9, 9));

  @TempDir Path temporary;

  @Test
  void paths_come_back_in_unsigned_order_with_their_stamps() throws Exception {
    long seed = 4711;
    Random random = new Random(seed);
    TreeMap<ByteString, Stamp> expected = new TreeMap<>();
    try (StateIndex index = open()) {
      for (int i = 0; i < 5_000; i++) {
        expected.put(path(random), new Stamp(i, random.nextLong(), random.nextLong(), i * 31L));
      }
      index.change(() -> index.seen(BOX, FOLDER).putAll(expected));
    }
    try (StateIndex index = open()) {
      assertThat(index.begunAnew()).isFalse();
      TreeMap<ByteString, Stamp> found = new TreeMap<>();
      List<ByteString> order = new ArrayList<>();
      index
          .seen(BOX, FOLDER)
          .all()
          .forEachRemaining(seen -> {
            found.put(seen.path(), seen.stamp());
            order.add(seen.path());
          });
      assertThat(found).as("seed %d", seed).isEqualTo(expected);
      assertThat(order).as("seed %d", seed).isSorted();
    }
  }

  private static ByteString path(Random random) {
    byte[] path = new byte[1 + random.nextInt(20)];
    for (int i = 0; i < path.length; i++) {
      path[i] =
          (byte) (random.nextInt(3) == 0 ? 0xf0 + random.nextInt(4) : 'a' + random.nextInt(2));
    }
    return ByteString.of(path);
  }

  @Test
  void below_a_directory_is_what_its_path_and_a_nul_begin() throws Exception {
    try (StateIndex index = open()) {
      SeenFiles seen = index.seen(BOX, FOLDER);
      index.change(() -> {
        for (String path : List.of("a", "a\0b", "a\0b\0c", "a.b", "ab", "b")) {
          seen.put(ByteString.ofText(path), SeenFiles.UNSURE);
        }
      });
      assertThat(paths(seen.under(ByteString.ofText("a")))).containsExactly("a", "a\0b", "a\0b\0c");
      assertThat(paths(seen.under(ByteString.EMPTY))).hasSize(6);
    }
  }

  private static List<String> paths(Iterator<SeenFiles.Seen> seen) {
    List<String> paths = new ArrayList<>();
    seen.forEachRemaining(one -> paths.add(one.path().toString()));
    return paths;
  }

  @Test
  void what_was_changed_is_there_after_the_process_was_killed() throws Exception {
    ObjectId id = ObjectId.ofStored(new byte[100]);
    NodeReference root = new NodeReference(id, new ContentTag(7, 8));
    FolderRecord record =
        FolderRecord.NONE
            .withTree(Optional.of(root), new FolderRecord.Counts(3, 5, 4))
            .withComplete(Instant.ofEpochMilli(1_234_567_890_123L))
            .withNewest(new FolderRecord.Newest(id, 5, root));
    Path copy = temporary.resolve("copy.mv");
    try (StateIndex index = open()) {
      index.uploadBegins(BOX);
      index.ledger(BOX).add(new ContentTag(1, 1), id);
      index.change(() -> index.putFolder(BOX, FOLDER, record));
      LatestSnapshot latest =
          new LatestSnapshot(record.newest().orElseThrow(), new byte[] {1, 2}, true);
      index.change(() -> index.putLatest(FOLDER, latest));
      index.putContact(BOX, Instant.EPOCH);
      Files.copy(temporary.resolve("state.mv"), copy); // what a kill now would leave
    }
    try (StateIndex index = StateIndex.open(copy, new SystemClocks())) {
      assertThat(index.folder(BOX, FOLDER)).isEqualTo(record);
      assertThat(index.folder(BOX, FOLDER).committed()).isTrue();
      assertThat(index.folder(OTHER_BOX, FOLDER)).isEqualTo(FolderRecord.NONE);
      assertThat(index.latest(FOLDER).orElseThrow().newest()).isEqualTo(record.newest().get());
      assertThat(index.latest(FOLDER).orElseThrow().stored()).containsExactly(1, 2);
      assertThat(index.contact(BOX)).contains(Instant.EPOCH);
      assertThat(index.contact(OTHER_BOX)).isEmpty();
      assertThat(index.inDoubt(BOX)).isTrue();
      assertThat(index.ledger(BOX).find(new ContentTag(1, 1))).contains(id);
    }
  }

  @Test
  void every_box_is_in_doubt_after_a_kill_though_an_older_commit_came_back() throws Exception {
    Path older = temporary.resolve("older.mv");
    Path copy = Files.createDirectory(temporary.resolve("killed")).resolve("state.mv");
    try (StateIndex index = open()) {
      index.uploadBegins(BOX);
      index.uploadEnded(BOX);
      index.uploadBegins(OTHER_BOX);
      index.uploadEnded(OTHER_BOX);
      Files.copy(temporary.resolve("state.mv"), older);
      index.uploadBegins(BOX);
      Files.copy(
          temporary.resolve("state.mv.uploading"), copy.resolveSibling("state.mv.uploading"));
    }
    Files.copy(older, copy); // a kill, and MVStore gives back what it had before
    try (StateIndex index = StateIndex.open(copy, new SystemClocks())) {
      assertThat(index.inDoubt(BOX)).isTrue();
      assertThat(index.inDoubt(OTHER_BOX)).isTrue();
      index.uploadBegins(BOX);
      index.uploadEnded(BOX);
      assertThat(index.inDoubt(BOX)).isFalse();
      assertThat(index.inDoubt(OTHER_BOX)).isTrue();
    }
    try (StateIndex index = StateIndex.open(copy, new SystemClocks())) {
      assertThat(index.inDoubt(BOX)).isFalse();
      assertThat(index.inDoubt(OTHER_BOX)).isTrue();
    }
  }

  @Test
  void a_damaged_index_is_moved_aside_and_begun_anew() throws Exception {
    byte[] garbage = new byte[20_000];
    new Random(1).nextBytes(garbage);
    Files.write(temporary.resolve("state.mv"), garbage);

    try (StateIndex index = open()) {
      assertThat(index.begunAnew()).isTrue();
      assertThat(index.folder(BOX, FOLDER)).isEqualTo(FolderRecord.NONE);
    }
    assertThat(temporary.resolve("state.mv.damaged")).hasBinaryContent(garbage);
  }

  @Test
  void an_index_of_another_layout_is_moved_aside_and_begun_anew() throws Exception {
    Path file = temporary.resolve("state.mv");
    try (MVStore other = MVStore.open(file.toString())) {
      other.setStoreVersion(StateIndex.LAYOUT + 1);
      other.openMap("folders").put("a", "b");
    }
    try (StateIndex index = open()) {
      assertThat(index.begunAnew()).isTrue();
    }
    assertThat(temporary.resolve("state.mv.damaged")).exists();
    try (StateIndex index = open()) {
      assertThat(index.begunAnew()).isFalse();
    }
  }

  @Test
  void a_ledger_forgets_what_the_box_lost() throws Exception {
    ObjectId kept = ObjectId.ofStored(new byte[100]);
    ObjectId lost = ObjectId.ofStored(new byte[101]);
    try (StateIndex index = open()) {
      Ledger ledger = index.ledger(BOX);
      ledger.add(new ContentTag(1, 1), kept);
      ledger.add(new ContentTag(2, 2), lost);

      ledger.forget(java.util.Set.of(lost));

      assertThat(ledger.find(new ContentTag(1, 1))).contains(kept);
      assertThat(ledger.find(new ContentTag(2, 2))).isEmpty();
    }
  }

  @Test
  void two_processes_cannot_have_one_state_directory() throws Exception {
    Path state = temporary.resolve("state");
    try (StateDirectory first = StateDirectory.open(state)) {
      assertThatThrownBy(() -> StateDirectory.open(state))
          .isInstanceOf(StateInUseException.class)
          .hasMessageContaining(state.toString())
          .hasMessageContaining("--state");
      first.write("small", new byte[] {1, 2});
      assertThat(first.read("small")).contains(new byte[] {1, 2});
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(state)))
          .isEqualTo("rwx------");
    }
    StateDirectory.open(state).close();
  }

  private StateIndex open() throws Exception {
    return StateIndex.open(temporary.resolve("state.mv"), new SystemClocks());
  }
}
