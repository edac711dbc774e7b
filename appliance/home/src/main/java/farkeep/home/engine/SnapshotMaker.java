package farkeep.home.engine;

import farkeep.home.replicate.BoxClient;
import farkeep.home.replicate.CommitOutcome;
import farkeep.home.state.FolderRecord;
import farkeep.home.state.FolderRecord.Newest;
import farkeep.home.state.StateIndex;
import farkeep.objects.FolderTag;
import farkeep.objects.ObjectId;
import farkeep.objects.PeerId;
import farkeep.objects.log.HeadMove;
import farkeep.objects.log.SnapshotClear;
import farkeep.objects.port.Clocks;
import farkeep.vault.seal.SealedObject;
import farkeep.vault.snapshot.Snapshot;
import farkeep.vault.snapshot.SnapshotDetails;
import farkeep.vault.tree.NodeReference;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/// Signs snapshots, and moves a folder's head on a box to them.
final class SnapshotMaker {
  /// How often a head that moved meanwhile is followed.
  static final int TRIES_MAX = 5;

  private final OpenedVault vault;
  private final BoxClient box;
  private final StateIndex index;
  private final Clocks clocks;
  private final Snapshots snapshots;

  SnapshotMaker(SyncMeans means) {
    this.vault = means.vault();
    this.box = means.box();
    this.index = means.index();
    this.clocks = means.ports().clocks();
    this.snapshots = new Snapshots(vault, box.reader(), means.nodes());
  }

  /// What was committed.
  ///
  /// @param head the move; to be remembered together with the snapshot
  record Committed(Newest newest, HeadMove head) {}

  /// Makes the folder's record a snapshot and the head of the folder. Everything sent before is
  /// durable on return.
  ///
  /// @param record its root is the tree, its newest snapshot the parent
  /// @throws IOException the box can't be reached, lacks something, or the head keeps moving
  Committed commit(FolderTag folder, FolderRecord record, Uploader uploader)
      throws IOException, InterruptedException {
    PeerId boxId = box.box();
    Optional<HeadMove> head = box.head(folder);
    Optional<Newest> parent = record.newest();
    for (int tries = 0; tries < TRIES_MAX; tries++) {
      Newest made = send(folder, record, parent, uploader);
      HeadMove move =
          HeadMove.sign(
              vault.id(),
              new HeadMove.Target(folder, boxId),
              head,
              made.id(),
              vault.device().signing());
      switch (box.commit(move)) {
        case CommitOutcome.Moved() -> {
          return new Committed(made, move);
        }
        case CommitOutcome.Behind(var elsewhere) -> {
          head = elsewhere;
          parent = elsewhere.isEmpty() ? Optional.empty() : Optional.of(newest(elsewhere.get()));
        }
      }
    }
    throw new IOException(
        "folder %s: its head on the box moved %d times while this device moved it; is another device writing it?"
            .formatted(folder, TRIES_MAX));
  }

  private Newest newest(HeadMove head) throws IOException, InterruptedException {
    return snapshots.newest(head.snapshot());
  }

  private Newest send(
      FolderTag folder, FolderRecord record, Optional<Newest> parent, Uploader uploader)
      throws IOException, InterruptedException {
    NodeReference root = record.root().orElseThrow();
    List<ObjectId> parents = parent.map(Newest::id).stream().toList();
    long sequence = parent.map(Newest::sequence).orElse(0L) + 1;
    SnapshotClear clear =
        new SnapshotClear(
            root.id(), parents, folder, vault.device().id(), sequence, headsSeen(folder));
    SnapshotDetails details =
        new SnapshotDetails(clocks.wall(), "", record.files(), record.bytes());
    SealedObject sealed =
        Snapshot.seal(vault.id(), vault.sealer(), clear, details, vault.device().signing());
    uploader.sendUntagged(sealed);
    return new Newest(sealed.id(), sequence, root);
  }

  private List<SnapshotClear.HeadSeen> headsSeen(FolderTag folder)
      throws IOException, InterruptedException {
    return index
        .head(box.box(), folder)
        .map(head -> new SnapshotClear.HeadSeen(head.box(), head.sequence(), head.hash()))
        .stream()
        .toList();
  }
}
