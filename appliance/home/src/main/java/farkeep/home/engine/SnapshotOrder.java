package farkeep.home.engine;

import farkeep.home.state.FolderRecord;
import farkeep.home.state.FolderRecord.Newest;
import farkeep.home.state.LatestSnapshot;
import farkeep.home.state.StateIndex;
import farkeep.objects.FolderTag;
import farkeep.vault.seal.SealedObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The order of a folder's snapshots over all boxes. Each snapshot comes after the latest one that
/// this device made or saw, on whichever box, and a box that arrives at the tree of the latest one
/// gets that very snapshot: so a number means the same snapshot everywhere. Safe for many threads.
final class SnapshotOrder {
  private final StateIndex index;

  SnapshotOrder(StateIndex index) {
    this.index = index;
  }

  /// Signs a new snapshot.
  interface Maker {
    /// @param parents at most two; may be empty
    /// @param sequence one more than the highest of theirs
    SealedObject make(List<Newest> parents, long sequence);
  }

  /// A snapshot is a head on some box.
  void seen(FolderTag folder, LatestSnapshot head) {
    synchronized (index) {
      Optional<Newest> latest = index.latest(folder).map(LatestSnapshot::newest);
      boolean older = latest.isPresent() && latest.get().sequence() > head.newest().sequence();
      if (!older) index.change(() -> index.putLatest(folder, head));
    }
  }

  /// The snapshot that a box gets next.
  ///
  /// @param record its root is the tree
  /// @param elsewhere the folder's head on the box, when it is not the one in the record
  LatestSnapshot next(
      FolderTag folder, FolderRecord record, Optional<Newest> elsewhere, Maker maker) {
    synchronized (index) {
      Optional<LatestSnapshot> latest = index.latest(folder);
      Optional<Newest> here = elsewhere.or(record::newest);
      long above = here.map(Newest::sequence).orElse(0L);
      if (latest.isPresent()
          && latest.get().newest().sequence() > above
          && Optional.of(latest.get().newest().root()).equals(record.root())) {
        return latest.get();
      }
      LatestSnapshot made = make(record, parents(here, latest, elsewhere.isPresent()), maker);
      index.change(() -> index.putLatest(folder, made));
      return made;
    }
  }

  private static LatestSnapshot make(FolderRecord record, List<Newest> parents, Maker maker) {
    long sequence = parents.stream().mapToLong(Newest::sequence).max().orElse(0) + 1;
    SealedObject sealed = maker.make(parents, sequence);
    Newest newest = new Newest(sealed.id(), sequence, record.root().orElseThrow());
    return new LatestSnapshot(newest, sealed.stored(), false);
  }

  /// One that no box has shown as its head may be nowhere, and is nobody's parent.
  private static List<Newest> parents(
      Optional<Newest> here, Optional<LatestSnapshot> latest, boolean moved) {
    List<Newest> parents = new ArrayList<>(here.stream().toList());
    Optional<Newest> other = latest.filter(LatestSnapshot::committed).map(LatestSnapshot::newest);
    if (other.isEmpty() || parents.contains(other.get())) return parents;
    long above = here.map(Newest::sequence).orElse(0L);
    if (other.get().sequence() < above) return parents;
    if (other.get().sequence() > above && !moved) parents.clear();
    parents.add(other.get());
    return parents;
  }
}
