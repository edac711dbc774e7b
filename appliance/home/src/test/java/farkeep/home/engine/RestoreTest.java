package farkeep.home.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import farkeep.home.replicate.ObjectLostException;
import farkeep.home.replicate.ObjectReader;
import farkeep.home.restore.RestoreRules;
import farkeep.home.state.NodeCache;
import farkeep.objects.FolderTag;
import farkeep.objects.ObjectId;
import farkeep.objects.log.SnapshotClear;
import farkeep.objects.log.VaultLog;
import farkeep.objects.system.SystemTasks;
import farkeep.testkit.SeededRandomness;
import farkeep.vault.keys.DeviceKeys;
import farkeep.vault.keys.NewVault;
import farkeep.vault.keys.RecoveryKey;
import farkeep.vault.seal.Codec;
import farkeep.vault.seal.SealedObject;
import farkeep.vault.snapshot.Snapshot;
import farkeep.vault.snapshot.SnapshotDetails;
import farkeep.vault.tree.Body;
import farkeep.vault.tree.ByteString;
import farkeep.vault.tree.Content;
import farkeep.vault.tree.ContentReference;
import farkeep.vault.tree.Cursor;
import farkeep.vault.tree.Edit;
import farkeep.vault.tree.Entry;
import farkeep.vault.tree.Item;
import farkeep.vault.tree.Metadata;
import farkeep.vault.tree.NodeReference;
import farkeep.vault.tree.PathTree;
import farkeep.vault.tree.TreePath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A restore from a box that has lost something.
class RestoreTest {
  private static final int CHUNK_BYTES = 50_000;
  private static final Metadata METADATA =
      new Metadata(
          1_700_000_000, 5, 0600, new Metadata.Owner(0, 0, ByteString.EMPTY, ByteString.EMPTY));

  @TempDir Path directory;
  private final SeededRandomness randomness = new SeededRandomness(8);
  private final Map<ObjectId, byte[]> kept = new ConcurrentHashMap<>();
  private final List<String> problems = new ArrayList<>();
  private final List<Edit> edits = new ArrayList<>();
  private DeviceKeys device;
  private OpenedVault vault;

  @BeforeEach
  void found() {
    device = DeviceKeys.fresh(randomness);
    VaultLog log = NewVault.found(1, RecoveryKey.fresh(randomness), device, "test", randomness);
    vault = new OpenedVault(log, device);
  }

  private final class Box implements ObjectReader {
    @Override
    public void get(List<ObjectId> ids, Receiver receiver)
        throws IOException, InterruptedException {
      ObjectLostException lost = null;
      for (ObjectId id : ids) {
        byte[] stored = kept.get(id);
        if (stored != null) receiver.take(id, stored);
        else lost = new ObjectLostException(id, false);
      }
      if (lost != null) throw lost;
    }

    @Override
    public void nodes(ObjectId root, List<ObjectId> known, Receiver receiver) {
      throw new AssertionError("a restore asks for single nodes");
    }
  }

  /// A file of three chunks.
  ///
  /// @return their ids
  private List<ObjectId> file(String name) {
    List<Item> items = new ArrayList<>();
    List<ObjectId> ids = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      byte[] plain = randomness.bytes(CHUNK_BYTES);
      SealedObject sealed = vault.sealer().chunk(plain, Codec.STORED);
      kept.put(sealed.id(), sealed.stored());
      ids.add(sealed.id());
      var tag = vault.treeKeys().contentTag(plain, 0, plain.length);
      items.add(new Item.Data(new ContentReference(sealed.id(), tag, plain.length), 1));
    }
    Body body = new Body.File(3L * CHUNK_BYTES, new Content.ItemList(items));
    edits.add(new Edit.Put(TreePath.ofText(name), Entry.of(body, METADATA)));
    return ids;
  }

  private void restore() throws Exception {
    edits.addFirst(new Edit.Put(TreePath.ROOT, Entry.of(new Body.Directory(), METADATA)));
    try (NodeCache cache = NodeCache.open(directory.resolve("nodes"))) {
      NodeStore nodes = new NodeStore(vault.opener(), cache, new Box());
      NodeReference root =
          new PathTree(vault.treeKeys(), nodes).edit(null, Cursor.of(edits), this::keep);
      SnapshotClear clear =
          new SnapshotClear(root.id(), List.of(), new FolderTag(1, 2), device.id(), 1, List.of());
      SnapshotDetails details = new SnapshotDetails(Instant.EPOCH, "", 2, 6L * CHUNK_BYTES);
      FolderView view =
          new FolderView(
              new Reading(vault, new Box(), nodes, new SystemTasks()),
              new Snapshot(root.id(), clear, details),
              root);
      byte[] target = directory.resolve("to").toString().getBytes(UTF_8);
      FolderView.Restored restored =
          view.restore(List.of(TreePath.ROOT), target, RestoreRules.USUAL, this::hear);
      assertThat(restored.problems()).isEqualTo(problems.size());
    }
  }

  private NodeReference keep(farkeep.vault.tree.NodeSink.NewNode node) {
    SealedObject sealed =
        vault.sealer().node(node.kind(), node.level(), node.payload(), node.children());
    kept.put(sealed.id(), sealed.stored());
    return new NodeReference(sealed.id(), node.tag());
  }

  private synchronized void hear(Progress event) {
    if (event instanceof Progress.Problem(var path, var reason)) problems.add(path + ": " + reason);
  }

  private List<String> names() throws IOException {
    try (var files = Files.list(directory.resolve("to"))) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void everything_is_there_when_nothing_was_lost() throws Exception {
    file("a");
    file("b");
    restore();
    assertThat(names()).containsExactly("a", "b");
    assertThat(problems).isEmpty();
  }

  @Test
  void a_file_of_which_a_piece_is_lost_is_told_and_nothing_of_it_has_its_name() throws Exception {
    file("a");
    ObjectId lost = file("b").get(1);
    kept.remove(lost);
    restore();
    assertThat(names()).containsExactly("a");
    assertThat(problems).singleElement().asString().startsWith("b: ").contains(lost.abbreviated());
  }
}
