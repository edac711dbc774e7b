package farkeep.home.engine;

import farkeep.home.state.FolderRecord;
import farkeep.home.state.FolderRecord.Newest;
import farkeep.home.state.LatestSnapshot;
import farkeep.objects.FolderTag;
import farkeep.objects.PeerId;
import farkeep.objects.log.HeadMove;
import java.io.IOException;
import java.util.Optional;

/// Compares the head that a box shows with the one last seen there, before anything is sent.
final class HeadCheck {
  private final SyncMeans means;
  private final Progress.Listener listener;
  private final Snapshots snapshots;

  HeadCheck(SyncMeans means, Progress.Listener listener) {
    this.means = means;
    this.listener = listener;
    this.snapshots = new Snapshots(means.vault(), means.box().reader(), means.nodes());
  }

  /// Brings the folder's record up to what the box shows.
  ///
  /// @return how far the ledger may be believed in the pass that follows
  Trust begin(FolderBinding binding) throws IOException, InterruptedException {
    FolderTag folder = binding.tag();
    PeerId box = means.box().box();
    Optional<HeadMove> shown = means.box().head(folder);
    Optional<HeadMove> known = means.index().head(box, folder);
    boolean rewound = rewound(known, shown);
    if (rewound) tell(binding, known.orElseThrow(), shown);
    FolderRecord record = means.index().folder(box, folder);
    if (rewound && shown.isEmpty()) {
      means.index().change(() -> means.index().putFolder(box, folder, record.withoutNewest()));
    }
    if (shown.isPresent() && !holds(record, shown.get())) follow(folder, record, shown.get());
    shown.ifPresent(head -> means.index().change(() -> means.index().putHead(head)));
    boolean doubt = means.index().inDoubt(box);
    means.index().uploadBegins(box);
    if (rewound) return Trust.NOTHING;
    return doubt ? Trust.IN_DOUBT : Trust.LEDGER;
  }

  /// Whether a box that stood at `known` shows something else than what follows it.
  static boolean rewound(Optional<HeadMove> known, Optional<HeadMove> shown) {
    if (known.isEmpty()) return false;
    if (shown.isEmpty() || shown.get().sequence() < known.get().sequence()) return true;
    return shown.get().sequence() == known.get().sequence() && !shown.equals(known);
  }

  private void tell(FolderBinding binding, HeadMove known, Optional<HeadMove> shown) {
    listener.accept(
        new Progress.Note(
            ("the box %s has been rewound: folder %s stood at %d there, now at %d. Was an old copy of its disk put"
                    + " back? Everything is compared and what it lacks is sent again")
                .formatted(
                    known.box().abbreviated(),
                    binding.name(),
                    known.sequence(),
                    shown.map(HeadMove::sequence).orElse(0L))));
  }

  private static boolean holds(FolderRecord record, HeadMove head) {
    return record.newest().map(Newest::id).equals(Optional.of(head.snapshot()));
  }

  private void follow(FolderTag folder, FolderRecord record, HeadMove head)
      throws IOException, InterruptedException {
    byte[] stored = snapshots.fetch(head.snapshot());
    Newest newest = snapshots.newest(head.snapshot(), stored);
    if (record.root().isEmpty()) {
      new Adoption(means).run(folder, newest);
    } else {
      means
          .index()
          .change(() -> means.index().putFolder(means.id(), folder, record.withNewest(newest)));
    }
    new SnapshotOrder(means.index()).seen(folder, new LatestSnapshot(newest, stored, true));
  }
}
