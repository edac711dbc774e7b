package farkeep.home.engine;

import farkeep.home.replicate.BoxClient;
import farkeep.home.replicate.CommitOutcome;
import farkeep.home.state.FolderRecord;
import farkeep.home.state.FolderRecord.Newest;
import farkeep.home.state.LatestSnapshot;
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
  private final SnapshotOrder order;

  SnapshotMaker(SyncMeans means) {
    this.vault = means.vault();
    this.box = means.box();
    this.index = means.index();
    this.clocks = means.ports().clocks();
    this.order = new SnapshotOrder(index);
    this.snapshots = new Snapshots(vault, box.reader(), means.nodes());
  }

  /// What was committed.
  ///
  /// @param head the move; to be remembered together with the snapshot
  record Committed(Newest newest, HeadMove head) {}

  /// Makes the folder's record a snapshot and the head of the folder. Everything sent before is
  /// durable on return.
  ///
  /// @param record its root is the tree, its newest snapshot the head as far as is known
  /// @throws IOException the box can't be reached, lacks something, or the head keeps moving
  Committed commit(FolderTag folder, FolderRecord record, Uploader uploader)
      throws IOException, InterruptedException {
    PeerId boxId = box.box();
    Optional<HeadMove> head = box.head(folder);
    Optional<Newest> elsewhere = Optional.empty();
    List<SnapshotClear.HeadSeen> seen = headsSeen(folder);
    for (int tries = 0; tries < TRIES_MAX; tries++) {
      LatestSnapshot made =
          order.next(
              folder,
              record,
              elsewhere,
              (parents, sequence) -> seal(folder, record, new Ancestry(parents, sequence, seen)));
      uploader.sendUntagged(new SealedObject(made.newest().id(), made.stored()));
      HeadMove move =
          HeadMove.sign(
              vault.id(),
              new HeadMove.Target(folder, boxId),
              head,
              made.newest().id(),
              vault.device().signing());
      switch (box.commit(move)) {
        case CommitOutcome.Moved() -> {
          order.seen(folder, new LatestSnapshot(made.newest(), made.stored(), true));
          return new Committed(made.newest(), move);
        }
        case CommitOutcome.Behind(var moved) -> {
          head = moved;
          elsewhere = moved.isEmpty() ? Optional.empty() : Optional.of(newest(moved.get()));
        }
      }
    }
    throw new IOException(
        "folder %s: its head on the box moved %d times while this device moved it; is another device writing it?"
            .formatted(folder, TRIES_MAX));
  }

  private Newest newest(HeadMove head) throws IOException, InterruptedException {
    return snapshots.newest(head.snapshot(), snapshots.fetch(head.snapshot()));
  }

  /// Where a snapshot stands among others.
  private record Ancestry(List<Newest> parents, long sequence, List<SnapshotClear.HeadSeen> seen) {
    /// Ascending, as the format wants them.
    List<ObjectId> ids() {
      return parents.stream().map(Newest::id).sorted().toList();
    }
  }

  private SealedObject seal(FolderTag folder, FolderRecord record, Ancestry at) {
    SnapshotClear clear =
        new SnapshotClear(
            record.root().orElseThrow().id(),
            at.ids(),
            folder,
            vault.device().id(),
            at.sequence,
            at.seen);
    SnapshotDetails details =
        new SnapshotDetails(clocks.wall(), "", record.counts().files(), record.counts().bytes());
    return Snapshot.seal(vault.id(), vault.sealer(), clear, details, vault.device().signing());
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
