package farkeep.store;

import farkeep.objects.ObjectId;
import farkeep.objects.port.Disk;
import farkeep.objects.port.DiskFile;
import farkeep.objects.port.Tasks;
import farkeep.objects.port.Tasks.Inside;
import farkeep.store.index.IndexDamagedException;
import farkeep.store.index.IndexFile;
import farkeep.store.index.Place;
import farkeep.store.pack.PackEntry;
import farkeep.store.pack.PackFiles;
import farkeep.store.pack.PackFooter;
import farkeep.store.pack.PackHeader;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import org.jspecify.annotations.Nullable;

/// The packs of a vault and where each object stands in them: the index for sealed packs, the heap
/// for the others. An index that turns out damaged is made anew.
final class Shelf implements Closeable {
  private final StorePorts ports;
  private final VaultPlace place;
  private final PackFiles files;
  private final SortedSet<Integer> packs;
  private final RecentObjects recent = new RecentObjects();
  private final Tasks.Monitor rebuilding;
  private final List<IndexFile> replaced = new ArrayList<>();
  private volatile IndexFile index;

  /// Opens the index, or makes an empty one.
  ///
  /// @throws farkeep.store.pack.UnknownVersionException a pack is of a newer format
  Shelf(StorePorts ports, VaultPlace place) throws IOException {
    this.ports = ports;
    this.place = place;
    this.files = new PackFiles(ports.disk(), place.directory());
    this.packs = new ConcurrentSkipListSet<>(files.list());
    files.checkVersions(packs);
    this.rebuilding = ports.tasks().monitor();
    Optional<IndexFile> found =
        IndexFile.open(ports.disk(), place.directory(), packs, ports.tasks().monitor());
    this.index = found.isPresent() ? found.get() : emptyIndex();
    if (found.isEmpty() && !packs.isEmpty()) sayRebuilt("it was missing or did not fit the packs");
  }

  private IndexFile emptyIndex() throws IOException {
    return IndexFile.create(
        ports.disk(), place.directory(), ports.randomness(), ports.tasks().monitor());
  }

  private void sayRebuilt(String why) {
    ports
        .events()
        .say(
            new StoreEvent(
                StoreEvent.What.INDEX_REBUILT,
                "the index is made anew from %d packs: %s".formatted(packs.size(), why)));
  }

  PackFiles files() {
    return files;
  }

  /// Numbers of all packs, ascending; changes as packs come.
  SortedSet<Integer> packs() {
    return packs;
  }

  RecentObjects recent() {
    return recent;
  }

  /// Packs that the index does not cover, ascending.
  List<Integer> uncovered() {
    SortedSet<Integer> covered = index.covered();
    return packs.stream().filter(pack -> !covered.contains(pack)).toList();
  }

  /// Objects kept, about.
  long objects() {
    return index.objects() + recent.count();
  }

  /// Where an object stands.
  ///
  /// @return null when it is not kept
  @Nullable Place find(ObjectId id) throws IOException {
    RecentObjects.Recent found = recent.find(id);
    if (found != null) return found.place();
    IndexFile asked = index;
    try {
      return asked.find(id);
    } catch (IndexDamagedException e) {
      return rebuilt(asked, e).find(id);
    }
  }

  /// Whether an object is kept and not known to be damaged.
  boolean keeps(ObjectId id) throws IOException {
    Place found = find(id);
    return found != null && !found.damaged();
  }

  void markDamaged(ObjectId id, Place place) throws IOException {
    recent.markDamaged(id, place);
    index.markDamaged(id, place);
  }

  /// Puts a sealed pack into the index without saying yet that it is covered.
  void insert(PackHeader pack, List<PackEntry> entries) throws IOException {
    IndexFile asked = index;
    try {
      asked.insert(pack, entries);
    } catch (IndexDamagedException e) {
      rebuilt(asked, e).insert(pack, entries);
    }
  }

  /// Makes what was inserted durable in the index.
  void publish() throws IOException {
    index.publish(new TreeSet<>(packs));
  }

  private IndexFile rebuilt(IndexFile damaged, IndexDamagedException why) throws IOException {
    try (Inside _ = rebuilding.inside()) {
      if (index != damaged) return index;
      sayRebuilt(why.getMessage());
      IndexFile made = emptyIndex();
      for (int pack : packs) {
        try (DiskFile file = files.open(pack, Disk.Access.READ)) {
          Optional<PackFooter> footer = PackFooter.read(file, pack);
          if (footer.isPresent()) made.insert(footer.get().header(), footer.get().entries());
        }
      }
      made.publish(new TreeSet<>(packs));
      index = made;
      replaced.add(damaged); // others may still be reading it
      return made;
    }
  }

  @Override
  public void close() throws IOException {
    index.close();
    for (IndexFile each : replaced) each.close();
  }
}
