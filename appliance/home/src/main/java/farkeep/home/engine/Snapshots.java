package farkeep.home.engine;

import farkeep.home.replicate.ObjectReader;
import farkeep.home.state.FolderRecord.Newest;
import farkeep.objects.ObjectId;
import farkeep.vault.snapshot.Snapshot;
import farkeep.vault.tree.NodeReference;
import farkeep.vault.tree.PathTree;
import java.io.IOException;
import java.util.List;

/// Reads snapshots from a box, checked: whole, and signed by the device they name.
final class Snapshots {
  private final OpenedVault vault;
  private final ObjectReader reader;
  private final PathTree tree;

  Snapshots(OpenedVault vault, ObjectReader reader, NodeStore nodes) {
    this.vault = vault;
    this.reader = reader;
    this.tree = new PathTree(vault.treeKeys(), nodes);
  }

  /// One snapshot.
  ///
  /// @throws farkeep.objects.MalformedObjectException it is none, or not signed by its device
  /// @throws IOException the box can't be reached, or does not have it
  Snapshot open(ObjectId id) throws IOException, InterruptedException {
    return Snapshot.open(vault.id(), vault.opener(), id, fetch(id));
  }

  /// A whole snapshot object, as it is kept.
  byte[] fetch(ObjectId id) throws IOException, InterruptedException {
    byte[][] fetched = new byte[1][];
    reader.get(List.of(id), (_, stored) -> fetched[0] = stored);
    return fetched[0];
  }

  /// The tree of a snapshot; reads its root.
  NodeReference root(Snapshot snapshot) throws IOException {
    return tree.root(snapshot.clear().root());
  }

  /// A snapshot as the folder's record has it.
  ///
  /// @param stored the whole snapshot object
  Newest newest(ObjectId id, byte[] stored) throws IOException {
    Snapshot snapshot = Snapshot.open(vault.id(), vault.opener(), id, stored);
    return new Newest(id, snapshot.clear().sequence(), root(snapshot));
  }
}
