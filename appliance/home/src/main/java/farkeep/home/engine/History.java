package farkeep.home.engine;

import farkeep.home.replicate.ObjectLostException;
import farkeep.home.replicate.ObjectReader;
import farkeep.link.protocol.Opening;
import farkeep.objects.FolderTag;
import farkeep.objects.ObjectId;
import farkeep.objects.log.HeadMove;
import farkeep.vault.snapshot.Snapshot;
import farkeep.vault.tree.Entry;
import farkeep.vault.tree.NodeReference;
import farkeep.vault.tree.PathTree;
import farkeep.vault.tree.TreePath;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.function.Predicate;

/// The snapshots of a folder, by the head log of the box: every one that ever was its head.
public final class History {
  /// How many snapshots are asked for first: the one that is looked for is most often a new one.
  private static final int FIRST_SNAPSHOTS = 64;

  private final SyncMeans means;
  private final ObjectReader reader;
  private final Snapshots snapshots;

  /// @param means of the box whose head log counts
  /// @param reader of that box, and of others
  History(SyncMeans means, ObjectReader reader) {
    this.means = means;
    this.reader = reader;
    this.snapshots = new Snapshots(means.vault(), reader, means.nodes());
  }

  /// A path at a snapshot.
  ///
  /// @param entry empty when nothing was there any more
  public record PathVersion(SnapshotInfo snapshot, Optional<Entry> entry) {}

  /// Newest first.
  List<SnapshotInfo> of(FolderTag folder) throws IOException, InterruptedException {
    List<SnapshotInfo> history = new ArrayList<>();
    newestUntil(
        folder,
        snapshot -> {
          history.add(snapshot);
          return false;
        });
    return history;
  }

  /// Goes through the snapshots, newest first, until one is the last that is wanted.
  ///
  /// @return that one
  private Optional<SnapshotInfo> newestUntil(FolderTag folder, Predicate<SnapshotInfo> last)
      throws IOException, InterruptedException {
    SequencedSet<ObjectId> heads = new LinkedHashSet<>();
    means
        .box()
        .logs()
        .readHeadLog(move -> {
          if (move.folder().equals(folder)) heads.add(move.snapshot());
        });
    List<ObjectId> ids = List.copyOf(heads.reversed());
    int count = FIRST_SNAPSHOTS;
    for (int from = 0; from < ids.size(); from += count, count = Opening.GET_IDS_MAX) {
      List<SnapshotInfo> some = new ArrayList<>();
      reader.get(
          ids.subList(from, Math.min(ids.size(), from + count)),
          (id, stored) -> some.add(new SnapshotInfo(open(id, stored))));
      for (SnapshotInfo each : some) if (last.test(each)) return Optional.of(each);
    }
    return Optional.empty();
  }

  private Snapshot open(ObjectId id, byte[] stored) {
    return Snapshot.open(means.vault().id(), means.vault().opener(), id, stored);
  }

  /// Newest first.
  List<PathVersion> of(FolderTag folder, TreePath path) throws IOException, InterruptedException {
    PathTree tree = new PathTree(means.vault().treeKeys(), means.nodes());
    List<PathVersion> versions = new ArrayList<>();
    Optional<PathVersion> later = Optional.empty();
    for (SnapshotInfo snapshot : of(folder)) {
      PathVersion here = new PathVersion(snapshot, entry(tree, snapshot, path));
      if (later.isPresent() && !same(later.get().entry, here.entry)) versions.add(later.get());
      later = Optional.of(here);
    }
    later.filter(first -> first.entry.isPresent()).ifPresent(versions::add);
    return versions;
  }

  private Optional<Entry> entry(PathTree tree, SnapshotInfo snapshot, TreePath path)
      throws IOException {
    try {
      return tree.get(snapshots.root(snapshot.snapshot()), path);
    } catch (ObjectLostException e) {
      return Optional.empty(); // pruned: its record stays, its tree does not
    }
  }

  private static boolean same(Optional<Entry> one, Optional<Entry> other) {
    if (one.isEmpty() || other.isEmpty()) return one.isEmpty() == other.isEmpty();
    return one.get().sameAs(other.get());
  }

  /// @throws IOException there is no such snapshot
  FolderView view(FolderTag folder, Moment moment) throws IOException, InterruptedException {
    Snapshot snapshot = find(folder, moment);
    NodeReference root = snapshots.root(snapshot);
    Reading reading = new Reading(means.vault(), reader, means.nodes(), means.ports().tasks());
    return new FolderView(reading, snapshot, root);
  }

  private Snapshot find(FolderTag folder, Moment moment) throws IOException, InterruptedException {
    return switch (moment) {
      case Moment.Newest() -> newest(folder);
      case Moment.Sequence(long sequence) ->
          newestUntil(folder, it -> it.sequence() == sequence)
              .map(SnapshotInfo::snapshot)
              .orElseThrow(() ->
                  new NoSuchSnapshotException(
                      "no snapshot #%d is on the box; `farkeep history` lists them"
                          .formatted(sequence)));
      case Moment.At(var time) ->
          newestUntil(folder, it -> !it.wall().isAfter(time))
              .map(SnapshotInfo::snapshot)
              .orElseThrow(() ->
                  new NoSuchSnapshotException(
                      "no snapshot of %s or before is on the box; `farkeep history` lists them"
                          .formatted(time)));
    };
  }

  private Snapshot newest(FolderTag folder) throws IOException, InterruptedException {
    HeadMove head =
        means
            .box()
            .head(folder)
            .orElseThrow(() -> new IOException("the box has no snapshot of this folder yet"));
    return snapshots.open(head.snapshot());
  }
}
