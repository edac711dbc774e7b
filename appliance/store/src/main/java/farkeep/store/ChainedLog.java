package farkeep.store;

import farkeep.objects.Bytes32;
import farkeep.objects.EntryHash;
import farkeep.objects.ObjectId;
import farkeep.objects.port.Disk;
import farkeep.objects.port.DiskFile;
import farkeep.objects.port.DiskFullException;
import farkeep.store.StoreEvent.What;
import farkeep.store.pack.UnknownVersionException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// An append-only, hash-chained log of entries, kept twice: in a file and in its twin. Not safe for
/// many threads.
///
/// The twin is written only when the file was forced, and an append ends when both are. So one of
/// the two is always whole, whatever a crash, or a sector that rots, does to the other; what is
/// whole in either is taken, and the other is mended from it. Where nothing is whole in either, but
/// something whole follows, the place was acknowledged and is damage: it keeps its numbers. Where
/// nothing whole follows, or where the twin ends, it is the tail of an append that was never
/// acknowledged.
final class ChainedLog implements Closeable {
  /// The directory of the twins, in the vault's directory.
  static final String TWINS = "twin";

  private static final long DAMAGED = -1;

  private final StorePorts ports;
  private final String name;
  private final int entryBytesMax;
  private final LogFile first;
  private final LogFile twin;
  private final Ballast ballast;
  private final Quarantine quarantine;
  private boolean mended;
  private long[] places = new long[64];
  private int entries;
  private long end;
  private Bytes32 chain = LogFrame.CHAIN_START;
  private Optional<EntryHash> tip = Optional.empty();

  private ChainedLog(StorePorts ports, VaultPlace place, FramedLog.Shape shape) throws IOException {
    this.ports = ports;
    this.name = shape.name();
    this.entryBytesMax = shape.entryBytesMax();
    this.ballast = new Ballast(ports, place.directory());
    this.quarantine = new Quarantine(ports.disk(), place.directory());
    String twins = place.directory() + "/" + TWINS;
    Disk disk = ports.disk();
    disk.makeDirectories(twins);
    disk.forceDirectory(place.directory());
    disk.forceDirectory(twins);
    this.first = LogFile.open(disk, place.directory() + "/" + name, entryBytesMax);
    this.twin = LogFile.open(disk, twins + "/" + name, entryBytesMax);
  }

  /// Opens a log, or makes it; its names are durable on return. When there is no room to mend it,
  /// it can be read, and is mended by the next append.
  ///
  /// @param seen is given each whole frame, in order
  /// @throws UnknownVersionException an entry is of a newer format
  static ChainedLog open(
      StorePorts ports, VaultPlace place, FramedLog.Shape shape, Consumer<LogFrame> seen)
      throws IOException {
    ChainedLog log = new ChainedLog(ports, place, shape);
    try {
      log.load(seen);
      log.sayWhatIsDamaged();
      log.mend();
    } catch (DiskFullException e) {
      log.say(
          What.MENDING_POSTPONED,
          "%s can be read, but there is no room to keep it twice".formatted(log.name));
    } catch (IOException e) {
      log.close();
      throw e;
    }
    return log;
  }

  private void load(Consumer<LogFrame> seen) throws IOException {
    long size = Math.max(first.size(), twin.size());
    for (long at = 0; at < size; ) {
      Optional<LogFrame> frame = fitting(at);
      if (frame.isPresent()) {
        first.compare(end, frame.get(), at);
        twin.compare(end, frame.get(), at);
        take(frame.get(), at);
        seen.accept(frame.get());
        end = at + frame.get().bytes();
        at = end;
        continue;
      }
      if (at == end) {
        // Only here: an entry's content is its sender's, and behind damage it may look like
        // anything.
        first.checkVersion(at);
        twin.checkVersion(at);
        if (!twin.isMissing() && twin.size() == end && twin.wholeTo() == end) return;
      }
      at += LogFrame.ALIGNMENT;
    }
  }

  /// The frame that the log goes on with at a place, from either file.
  private Optional<LogFrame> fitting(long at) {
    return first
        .next(at)
        .filter(frame -> belongs(frame, at))
        .or(() -> twin.next(at).filter(frame -> belongs(frame, at)));
  }

  private boolean belongs(LogFrame frame, long at) {
    long lost = frame.number() - entries;
    if (lost == 0) return frame.follows(chain);
    return lost > 0 && lost <= (at - end) / LogFrame.BYTES_MIN;
  }

  private void take(LogFrame frame, long at) {
    long lost = frame.number() - entries;
    if (lost > 0 || at != end) {
      say(
          What.DAMAGE_FOUND,
          "%s: %d entries from number %d on, at byte %d, are unreadable in both its files"
              .formatted(name, lost, entries, end));
    }
    while (entries < frame.number()) add(DAMAGED);
    add(at);
    chain = frame.chain();
    tip = Optional.of(hash(frame.entry()));
  }

  private void add(long place) {
    if (entries == places.length) places = Arrays.copyOf(places, entries * 2);
    places[entries++] = place;
  }

  /// The twin may be behind: a crash between the two does that. The first file never is.
  private void sayWhatIsDamaged() {
    if (first.size() > end || twin.size() > end) {
      say(
          What.TAIL_QUARANTINED,
          "%s: %d B of an append that was never acknowledged are moved to the quarantine"
              .formatted(name, Math.max(first.size(), twin.size()) - end));
    }
    if (first.isDamaged() || first.wholeTo() < end) sayMended(name, first);
    if (twin.isDamaged()) sayMended(TWINS + "/" + name, twin);
  }

  private void sayMended(String file, LogFile damaged) {
    say(
        What.DAMAGE_MENDED,
        "%s is damaged at byte %d; nothing is lost, it is made anew from its twin"
            .formatted(file, damaged.wholeTo()));
  }

  /// One file after the other: a crash in the middle finds the other one as it was.
  private void mend() throws IOException {
    withRoom(() -> first.mend(end, quarantine, name, this::writeFrames));
    withRoom(() -> twin.mend(end, quarantine, TWINS + "-" + name, this::writeFrames));
    mended = true;
  }

  private void writeFrames(DiskFile into, long from) throws IOException {
    for (int number = 0; number < entries; number++) {
      if (places[number] < from) continue;
      Optional<LogFrame> frame = frame(number);
      if (frame.isEmpty()) {
        throw new IOException("%s: entry %d can be read no more".formatted(name, number));
      }
      into.write(places[number], frame.get().encode());
    }
  }

  @FunctionalInterface
  private interface Writing {
    void run() throws IOException;
  }

  /// The ballast is given up when there is no room.
  private void withRoom(Writing writing) throws IOException {
    try {
      writing.run();
    } catch (DiskFullException e) {
      if (!ballast.release()) throw e;
      writing.run();
    }
  }

  private void say(What what, String sentence) {
    ports.events().say(new StoreEvent(what, sentence));
  }

  static EntryHash hash(byte[] entry) {
    return new EntryHash(ObjectId.ofStored(entry).value());
  }

  int entries() {
    return entries;
  }

  Optional<EntryHash> tip() {
    return tip;
  }

  /// Appends entries; durable, twice, on return. The ballast is given up when there is no room.
  void append(List<LogFrame.About> abouts, List<byte[]> added) throws IOException {
    if (!mended) mend();
    List<LogFrame> frames = new ArrayList<>();
    Bytes32 before = chain;
    Instant now = ports.clocks().wall();
    for (int i = 0; i < added.size(); i++) {
      LogFrame frame = LogFrame.after(before, entries + (long) i, now, abouts.get(i), added.get(i));
      frames.add(frame);
      before = frame.chain();
    }
    ByteBuffer all = ByteBuffer.allocate(frames.stream().mapToInt(LogFrame::bytes).sum());
    frames.forEach(frame -> all.put(frame.encode()));
    all.flip();
    withRoom(() -> first.append(all.rewind()));
    withRoom(() -> twin.append(all.rewind()));
    for (LogFrame frame : frames) {
      take(frame, end);
      end += frame.bytes();
    }
  }

  /// @throws IllegalArgumentException an entry is empty or too long
  void check(byte[] entry) {
    if (entry.length < 1 || entry.length > entryBytesMax) {
      throw new IllegalArgumentException(
          "an entry of %s has 1 to %d B, this has %d".formatted(name, entryBytesMax, entry.length));
    }
  }

  /// An entry; an empty array when it is damaged.
  byte[] read(int number) throws IOException {
    return frame(number).map(LogFrame::entry).orElse(new byte[0]);
  }

  /// A frame; empty when it is damaged in both files.
  Optional<LogFrame> frame(int number) throws IOException {
    if (places[number] == DAMAGED) return Optional.empty();
    try {
      Optional<LogFrame> found = frameOf(first, number);
      if (found.isPresent()) return found;
    } catch (IOException e) {
      Optional<LogFrame> found = frameOf(twin, number);
      if (found.isEmpty()) throw e;
      return found;
    }
    return frameOf(twin, number);
  }

  private Optional<LogFrame> frameOf(LogFile file, int number) throws IOException {
    return file.read(places[number]).filter(frame -> frame.number() == number);
  }

  /// Entries from a number on until their bytes pass `bytesMax`; at least one when there is one.
  List<byte[]> read(long from, int bytesMax) throws IOException {
    List<byte[]> found = new ArrayList<>();
    long bytes = 0;
    for (long i = Math.max(0, from); i < entries && (found.isEmpty() || bytes < bytesMax); i++) {
      found.add(read((int) i));
      bytes += found.getLast().length;
    }
    return found;
  }

  @Override
  public void close() throws IOException {
    try (twin) {
      first.close();
    }
  }
}
