package farkeep.home.engine;

import farkeep.home.state.FolderRecord;
import farkeep.objects.FolderTag;
import farkeep.objects.log.HeadMove;
import java.io.IOException;
import java.util.Optional;

/// How new the newest snapshot of a folder on a box is.
record Freshness(SyncMeans means) {
  /// @return its sequence; 0 when the box has none
  long of(FolderTag folder) throws IOException, InterruptedException {
    Optional<HeadMove> head = means.box().head(folder);
    if (head.isEmpty()) return 0;
    Optional<FolderRecord.Newest> known = means.index().folder(means.id(), folder).newest();
    if (known.isPresent() && known.get().id().equals(head.get().snapshot())) {
      return known.get().sequence();
    }
    Snapshots snapshots = new Snapshots(means.vault(), means.box().reader(), means.nodes());
    return snapshots.open(head.get().snapshot()).clear().sequence();
  }
}
