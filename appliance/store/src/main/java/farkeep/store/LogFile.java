package farkeep.store;

import static java.util.Objects.requireNonNull;

import farkeep.objects.port.Disk;
import farkeep.objects.port.DiskFile;
import farkeep.store.pack.UnknownVersionException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/// One of the two files of a [ChainedLog]. What cannot be read of it counts as bytes that are no
/// frame. Not safe for many threads.
final class LogFile implements Closeable {
  private static final int WINDOW_BYTES = 1 << 20;
  private static final int PIECE_BYTES = 4_096;

  private final Disk disk;
  private final String path;
  private final int entryBytesMax;
  private @Nullable DiskFile file;
  private ByteBuffer window = ByteBuffer.allocate(0);
  private long windowAt;
  private long size;
  private long wholeTo;
  private boolean damaged;
  private boolean foreign;

  /// Writes what a log is, from a place on, into a file.
  @FunctionalInterface
  interface Frames {
    void write(DiskFile into, long from) throws IOException;
  }

  private LogFile(Disk disk, String path, int entryBytesMax) {
    this.disk = disk;
    this.path = path;
    this.entryBytesMax = entryBytesMax;
  }

  /// Opens a file. One that is missing, or cannot be opened, is made by [#mend].
  static LogFile open(Disk disk, String path, int entryBytesMax) throws IOException {
    LogFile log = new LogFile(disk, path, entryBytesMax);
    if (!disk.exists(path)) return log;
    try {
      log.file = disk.open(path, Disk.Access.READ_WRITE);
      log.size = log.file.size();
    } catch (IOException e) {
      log.close();
      log.file = null;
      log.damaged = true;
    }
    return log;
  }

  boolean isMissing() {
    return file == null;
  }

  /// Whether frames, or the name, are not as they were left: no crash does that.
  boolean isDamaged() {
    return damaged;
  }

  long size() {
    return size;
  }

  /// Where the first frame stands that is not as it should be.
  long wholeTo() {
    return wholeTo;
  }

  /// The frame at a place, for who goes through the file from its beginning to its end.
  Optional<LogFrame> next(long at) {
    if (foreign || at >= size) return Optional.empty();
    look(at);
    return LogFrame.decode(window, (int) (at - windowAt), entryBytesMax);
  }

  private void look(long at) {
    if (window.capacity() == 0) window = ByteBuffer.allocate(WINDOW_BYTES).limit(0);
    boolean refill = at + needed() > windowAt + window.limit() && windowAt + window.limit() < size;
    if (at < windowAt || refill) {
      windowAt = at;
      fill(at, window.clear());
    }
  }

  private int needed() {
    return LogFrame.HEAD_BYTES + entryBytesMax + LogFrame.ALIGNMENT;
  }

  /// Reads what can be read; zeros stand for the rest.
  private void fill(long at, ByteBuffer into) {
    DiskFile from = requireNonNull(file);
    try {
      from.read(at, into);
      into.flip();
    } catch (IOException wholeFails) {
      into.clear().limit((int) Math.min(into.capacity(), Math.max(0, size - at)));
      for (int done = 0; done < into.limit(); done += PIECE_BYTES) {
        ByteBuffer piece = ByteBuffer.allocate(Math.min(PIECE_BYTES, into.limit() - done));
        try {
          from.read(at + done, piece);
        } catch (IOException pieceFails) {
          piece = ByteBuffer.allocate(piece.capacity());
        }
        into.put(done, piece.array());
      }
    }
  }

  /// @throws UnknownVersionException a newer program has written what stands at a place
  void checkVersion(long at) throws UnknownVersionException {
    if (foreign || at >= size) return;
    look(at);
    OptionalInt version = LogFrame.version(window, (int) (at - windowAt), entryBytesMax);
    if (version.isPresent() && version.getAsInt() != LogFrame.VERSION) {
      throw new UnknownVersionException(path, version.getAsInt(), LogFrame.VERSION);
    }
  }

  /// Compares the file with what the log goes on with. A file that has something else there is the
  /// file of another log from there on.
  ///
  /// @param end where the frame before ended
  void compare(long end, LogFrame frame, long at) {
    if (wholeTo == end) wholeTo = at; // what is between is whole nowhere
    Optional<LogFrame> here = next(at);
    boolean same = here.filter(frame::isSame).isPresent();
    if (same && wholeTo == at) wholeTo = at + frame.bytes();
    else if (here.isPresent()) damaged = true;
    if (here.isPresent() && !same) foreign = true;
  }

  /// A frame at any place; empty when none is there.
  Optional<LogFrame> read(long at) throws IOException {
    if (foreign || file == null || at >= size) return Optional.empty();
    ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(needed(), size - at));
    file.read(at, bytes);
    return LogFrame.decode(bytes.flip(), 0, entryBytesMax);
  }

  /// Makes the file what it should be, durably. A damaged file is made anew at another place of the
  /// disk. What is cut off or replaced is copied to the quarantine.
  ///
  /// @param end of the log
  void mend(long end, Quarantine quarantine, String quarantined, Frames frames) throws IOException {
    window = ByteBuffer.allocate(0);
    if (file == null || damaged) {
      makeAnew(quarantine, quarantined, frames);
    } else {
      if (size > end) quarantine.copyTail(file, quarantined, end);
      if (size > wholeTo) file.truncate(wholeTo);
      if (wholeTo < end) frames.write(file, wholeTo);
      file.force(); // what is there may be only in the cache of a process that was killed
    }
    size = end;
    wholeTo = end;
  }

  private void makeAnew(Quarantine quarantine, String quarantined, Frames frames)
      throws IOException {
    String made = path + ".new";
    if (disk.exists(made)) disk.delete(made);
    DiskFile anew = disk.create(made);
    try {
      frames.write(anew, 0);
      anew.force();
      if (file != null) keepForPeople(file, quarantine, quarantined);
      disk.rename(made, path);
      disk.forceDirectory(path.substring(0, path.lastIndexOf('/')));
    } catch (IOException e) {
      anew.close();
      throw e;
    }
    close();
    file = anew;
    damaged = false;
    foreign = false;
  }

  private static void keepForPeople(DiskFile file, Quarantine quarantine, String quarantined) {
    try {
      quarantine.copyTail(file, quarantined, 0);
    } catch (IOException e) {
      // what cannot be read cannot be kept, and nothing needs it
    }
  }

  /// Appends frames; durable on return.
  void append(ByteBuffer frames) throws IOException {
    int bytes = frames.remaining();
    DiskFile into = requireNonNull(file);
    into.write(size, frames);
    into.force();
    size += bytes;
    wholeTo = size;
  }

  @Override
  public void close() throws IOException {
    if (file != null) file.close();
  }
}
