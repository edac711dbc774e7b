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
import java.util.OptionalInt;
import java.util.function.Consumer;

/// An append-only, hash-chained file of entries. Not safe for many threads.
///
/// An append is forced before the next one begins, so a crash can only tear what stands last: when
/// nothing whole follows a bad place, it is the tail of an append that was never acknowledged, and
/// is cut. When something whole follows, the place was acknowledged and is damage: it keeps its
/// numbers.
final class ChainedLog implements Closeable {
  private static final long DAMAGED = -1;
  private static final int WINDOW_BYTES = 1 << 20;

  private final StorePorts ports;
  private final DiskFile file;
  private final String name;
  private final int entryBytesMax;
  private final Ballast ballast;
  private long[] places = new long[64];
  private int entries;
  private long end;
  private Bytes32 chain = LogFrame.CHAIN_START;
  private Optional<EntryHash> tip = Optional.empty();

  private ChainedLog(
      StorePorts ports, DiskFile file, String name, int entryBytesMax, Ballast ballast) {
    this.ports = ports;
    this.file = file;
    this.name = name;
    this.entryBytesMax = entryBytesMax;
    this.ballast = ballast;
  }

  /// Opens a log, or makes it; its name is durable on return.
  ///
  /// @param name in the vault's directory
  /// @param seen is given each whole frame, in order
  /// @throws UnknownVersionException an entry is of a newer format
  static ChainedLog open(
      StorePorts ports, VaultPlace place, String name, int entryBytesMax, Consumer<LogFrame> seen)
      throws IOException {
    String path = place.directory() + "/" + name;
    Disk disk = ports.disk();
    DiskFile file = disk.exists(path) ? disk.open(path, Disk.Access.READ_WRITE) : disk.create(path);
    disk.forceDirectory(place.directory());
    Ballast ballast = new Ballast(ports, place.directory());
    ChainedLog log = new ChainedLog(ports, file, name, entryBytesMax, ballast);
    try {
      log.load(seen, path);
    } catch (IOException e) {
      file.close();
      throw e;
    }
    if (log.end < file.size()) log.cutTail(new Quarantine(disk, place.directory()));
    return log;
  }

  private void load(Consumer<LogFrame> seen, String path) throws IOException {
    long size = file.size();
    ByteBuffer window = ByteBuffer.allocate(WINDOW_BYTES).limit(0);
    long windowAt = 0;
    for (long at = 0; at < size; ) {
      boolean refill =
          at + needed() > windowAt + window.limit() && windowAt + window.limit() < size;
      if (at < windowAt || refill) {
        windowAt = at;
        file.read(at, window.clear());
        window.flip();
      }
      Optional<LogFrame> frame =
          LogFrame.decode(window, (int) (at - windowAt), entryBytesMax).filter(this::belongs);
      if (frame.isPresent()) {
        take(frame.get(), at);
        seen.accept(frame.get());
        at += frame.get().bytes();
        end = at;
      } else {
        if (at == end) checkVersion(window, (int) (at - windowAt), path);
        at += LogFrame.ALIGNMENT;
      }
    }
  }

  /// Only where the next entry begins: an entry's content is its sender's, and behind damage it may
  /// look like anything.
  private void checkVersion(ByteBuffer window, int at, String path) throws UnknownVersionException {
    OptionalInt version = LogFrame.version(window, at, entryBytesMax);
    if (version.isPresent() && version.getAsInt() != LogFrame.VERSION) {
      throw new UnknownVersionException(path, version.getAsInt(), LogFrame.VERSION);
    }
  }

  private int needed() {
    return LogFrame.HEAD_BYTES + entryBytesMax + LogFrame.ALIGNMENT;
  }

  private boolean belongs(LogFrame frame) {
    return frame.number() == entries ? frame.follows(chain) : frame.number() > entries;
  }

  private void take(LogFrame frame, long at) {
    long lost = frame.number() - entries;
    if (lost > 0 || at != end) {
      say(
          What.DAMAGE_FOUND,
          "%s: %d entries from number %d on, at byte %d, are unreadable"
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

  private void cutTail(Quarantine quarantine) throws IOException {
    long size = file.size();
    quarantine.copyTail(file, name, end);
    file.truncate(end);
    file.force();
    say(
        What.TAIL_QUARANTINED,
        "%s: %d B of an append that was never acknowledged were moved to the quarantine"
            .formatted(name, size - end));
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

  /// Appends entries; durable on return. The ballast is given up when there is no room.
  void append(List<LogFrame.About> abouts, List<byte[]> added) throws IOException {
    List<LogFrame> frames = new ArrayList<>();
    Bytes32 before = chain;
    Instant now = ports.clocks().wall();
    for (int i = 0; i < added.size(); i++) {
      LogFrame frame = LogFrame.after(before, entries + (long) i, now, abouts.get(i), added.get(i));
      frames.add(frame);
      before = frame.chain();
    }
    try {
      write(frames);
    } catch (DiskFullException e) {
      if (!ballast.release()) throw e;
      write(frames);
    }
    file.force();
    for (LogFrame frame : frames) {
      take(frame, end);
      end += frame.bytes();
    }
  }

  private void write(List<LogFrame> frames) throws IOException {
    ByteBuffer all = ByteBuffer.allocate(frames.stream().mapToInt(LogFrame::bytes).sum());
    frames.forEach(frame -> all.put(frame.encode()));
    file.write(end, all.flip());
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

  /// A frame; empty when it is damaged.
  Optional<LogFrame> frame(int number) throws IOException {
    if (places[number] == DAMAGED) return Optional.empty();
    ByteBuffer bytes = ByteBuffer.allocate(needed());
    file.read(places[number], bytes);
    return LogFrame.decode(bytes.flip(), 0, entryBytesMax)
        .filter(frame -> frame.number() == number);
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
    file.close();
  }
}
