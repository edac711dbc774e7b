package farkeep.store;

import farkeep.objects.ObjectHeader;
import farkeep.objects.ObjectId;
import farkeep.objects.port.Disk;
import farkeep.objects.port.DiskFile;
import farkeep.objects.port.DiskFullException;
import farkeep.store.StoreEvent.What;
import farkeep.store.index.Place;
import farkeep.store.pack.CommitRecord;
import farkeep.store.pack.PackClass;
import farkeep.store.pack.PackEntry;
import farkeep.store.pack.PackFooter;
import farkeep.store.pack.PackFormat;
import farkeep.store.pack.PackScan;
import farkeep.store.pack.PackSealing;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What a store does when it opens, so that every pack is sealed and in the index.
///
/// No pack is appended to by a second process: what a process left open is read once, freed of its
/// tail, and sealed. Everything before the newest commit record that counts was acknowledged, or
/// may have been; of the newest batch, which a crash can tear, and of what stands behind, each
/// object is kept when it is whole and, in a meta pack, its children are.
final class Recovery {
  private final StorePorts ports;
  private final Shelf shelf;
  private final Quarantine quarantine;
  private final Ballast ballast;
  private final Map<Integer, Long> dataEnds = new TreeMap<>();
  private long newestCommit = -1;

  /// @param ballast given up where there is no room to write again what is on the disk already
  Recovery(StorePorts ports, Shelf shelf, Quarantine quarantine, Ballast ballast) {
    this.ports = ports;
    this.ballast = ballast;
    this.shelf = shelf;
    this.quarantine = quarantine;
  }

  /// Brings the packs in order. May be cut short at any moment and begun again.
  void run() throws IOException {
    List<PackScan> open = new ArrayList<>();
    boolean changed = false;
    for (int pack : shelf.uncovered()) {
      try (DiskFile file = shelf.files().open(pack, Disk.Access.READ)) {
        Optional<PackFooter> footer = PackFooter.read(file, pack);
        if (footer.isPresent()) {
          dataEnds.put(pack, footer.get().recordsEnd());
          shelf.insert(footer.get().header(), footer.get().entries());
          changed = true;
          continue;
        }
        Optional<PackScan> scan = PackScan.of(file);
        if (scan.isPresent() && scan.get().header().number() == pack) open.add(scan.get());
        else setAside(pack);
      }
    }
    for (PackScan scan : open) {
      for (CommitRecord each : scan.commits()) {
        newestCommit = Math.max(newestCommit, each.sequence());
      }
    }
    for (PackClass kind : PackClass.values()) {
      for (PackScan scan : open) if (scan.header().kind() == kind) changed |= mend(scan);
    }
    if (changed) shelf.publish();
  }

  private void setAside(int pack) throws IOException {
    shelf.files().moveTo(pack, quarantine.nameFor("%016x.pk".formatted(pack)));
    shelf.packs().remove(pack);
    say(
        What.PACK_QUARANTINED,
        "pack %d has neither a whole header nor a whole footer; it was moved to the quarantine"
            .formatted(pack));
  }

  /// @return whether the index was changed
  private boolean mend(PackScan scan) throws IOException {
    int pack = scan.header().number();
    try (DiskFile file = shelf.files().open(pack, Disk.Access.READ_WRITE)) {
      Good good = good(file, scan);
      dataEnds.put(pack, good.end);
      if (scan.size() > good.end) {
        quarantine.copyTail(file, "%016x".formatted(pack), good.end);
        say(
            What.TAIL_QUARANTINED,
            "pack %d: %d B behind its last object at byte %d were moved to the quarantine"
                .formatted(pack, scan.size() - good.end, good.end));
      }
      if (good.end > PackFormat.HEADER_BYTES) return seal(file, scan, good);
    }
    shelf.files().delete(pack);
    shelf.packs().remove(pack);
    return false;
  }

  /// What counts of a pack that was left open.
  ///
  /// @param doubtfulFrom before it everything was acknowledged; behind it, what is whole counts
  /// @param end behind the last object, or commit record, that counts
  /// @param sequence of the last object
  private record Good(long doubtfulFrom, long end, long sequence) {}

  /// Objects behind the last commit record count like those of a torn batch: the record that covers
  /// them may be all that is damaged.
  private Good good(DiskFile file, PackScan scan) throws IOException {
    Optional<CommitRecord> last = lastCommit(scan);
    long end = last.map(CommitRecord::end).orElse((long) PackFormat.HEADER_BYTES);
    long sequence = last.map(CommitRecord::sequence).orElse(0L);
    boolean torn = last.isPresent() && sequence == newestCommit;
    long doubtfulFrom = torn ? last.get().batchAt() : end;
    for (PackScan.Found found : scan.records()) {
      if (found.at() >= doubtfulFrom && !isWhole(file, scan, found)) continue;
      remember(scan, found);
      end = Math.max(end, found.end());
      sequence = Math.max(sequence, found.head().sequence());
    }
    return new Good(doubtfulFrom, end, sequence);
  }

  private void remember(PackScan scan, PackScan.Found found) {
    PackEntry entry = found.entry();
    boolean node = scan.header().kind() == PackClass.META;
    int pack = scan.header().number();
    Place place = new Place(pack, entry.at(), entry.length(), entry.damaged(), node);
    shelf.recent().put(entry.id(), place, found.head().sequence());
  }

  private Optional<CommitRecord> lastCommit(PackScan scan) {
    return scan.commits().reversed().stream()
        .filter(each -> each.reliance().equals(CommitRecord.Reliance.NONE) || isReached(each))
        .findFirst();
  }

  /// Whether the data that a meta commit relies on came that far. What is covered by the index, or
  /// was lost as a whole, was forced long ago.
  private boolean isReached(CommitRecord commit) {
    Long end = dataEnds.get(commit.reliance().pack());
    return end == null || end >= commit.reliance().end();
  }

  private boolean seal(DiskFile file, PackScan scan, Good good) throws IOException {
    int pack = scan.header().number();
    sayDamage(scan, good.doubtfulFrom);
    List<PackEntry> entries = shelf.recent().entries(pack);
    writeAgain(file, good);
    try {
      PackSealing.seal(file, scan.header(), good.end, good.sequence, entries);
    } catch (DiskFullException e) {
      say(
          What.SEALING_POSTPONED,
          "pack %d can be read, but there is no room to seal it".formatted(pack));
      return false;
    }
    shelf.insert(scan.header(), entries);
    shelf.recent().forget(pack);
    return true;
  }

  /// Not to be postponed: what was not forced here must not be said to be kept. File systems that
  /// write elsewhere what is written again may need room for it.
  private void writeAgain(DiskFile file, Good good) throws IOException {
    try {
      PackSealing.writeAgain(file, good.doubtfulFrom, good.end);
    } catch (DiskFullException e) {
      if (!ballast.release()) throw e;
      PackSealing.writeAgain(file, good.doubtfulFrom, good.end);
    }
  }

  private void sayDamage(PackScan scan, long before) {
    long gapBytes = 0;
    for (PackScan.Gap gap : scan.gaps()) {
      gapBytes += Math.max(0, Math.min(gap.to(), before) - gap.from());
    }
    long damaged =
        scan.records().stream().filter(each -> each.at() < before && !each.intact()).count();
    if (gapBytes == 0 && damaged == 0) return;
    say(
        What.DAMAGE_FOUND,
        "pack %d: %d objects do not match their ids and %d B are unreadable; they are asked for again"
            .formatted(scan.header().number(), damaged, gapBytes));
  }

  /// Whether an object of the newest batch can be kept: its bytes match its id, and its children
  /// are kept.
  private boolean isWhole(DiskFile file, PackScan scan, PackScan.Found found) throws IOException {
    if (!found.intact()) return false;
    if (scan.header().kind() == PackClass.DATA) return true;
    byte[] stored = new byte[found.head().length()];
    file.read(found.at() + PackFormat.ALIGNMENT, ByteBuffer.wrap(stored));
    for (ObjectId child : ObjectHeader.parse(stored).children()) {
      if (shelf.find(child) == null) return false;
    }
    return true;
  }

  private void say(What what, String sentence) {
    ports.events().say(new StoreEvent(what, sentence));
  }
}
