package farkeep.home.posix;

import static farkeep.home.posix.Kernel.INT;
import static farkeep.home.posix.Kernel.SHORT;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/// The kernel's reports of changes in directories (`inotify(7)`). One thread reads; any may add,
/// remove and wake.
public final class Inotify extends Handle {
  private static final int IN_NONBLOCK_CLOEXEC = 04000 | 02000000;
  private static final int PIECE_BYTES = 64 << 10;
  private static final int NAME_AT = 16;
  private static final short POLL_IN = 1;

  private static final int CHANGES =
      Event.MODIFY
          | Event.ATTRIB
          | Event.CLOSE_WRITE
          | Event.MOVED_FROM
          | Event.MOVED_TO
          | Event.CREATE
          | Event.DELETE
          | Event.DELETE_SELF
          | Event.MOVE_SELF;
  private static final int ONLY_DIRECTORIES = 0x0100_0000;
  private static final int EXCLUDE_UNLINKED = 0x0400_0000;
  private static final byte[] ITSELF = "inotify".getBytes(StandardCharsets.US_ASCII);

  private final int waker;
  private final AtomicBoolean closed = new AtomicBoolean();

  private Inotify(int descriptor, int waker) {
    super(descriptor, ITSELF);
    this.waker = waker;
  }

  /// Starts listening, to nothing yet.
  ///
  /// @throws PosixException with EMFILE: `fs.inotify.max_user_instances` is reached
  public static Inotify open() throws PosixException {
    try (Scratch scratch = new Scratch()) {
      long opened = scratch.check(Syscall.INOTIFY_INIT1, ITSELF, IN_NONBLOCK_CLOEXEC, 0);
      long waker = scratch.check(Syscall.EVENTFD2, ITSELF, 0, IN_NONBLOCK_CLOEXEC);
      return new Inotify((int) opened, (int) waker);
    }
  }

  /// Listens to changes of a directory's names and of what they stand for.
  ///
  /// @return the watch's number; that of before when the directory is watched already
  /// @throws PosixException with ENOSPC: `fs.inotify.max_user_watches` is reached
  public int add(Directory directory) throws PosixException {
    try (Scratch scratch = new Scratch()) {
      byte[] path = ("/proc/self/fd/" + directory.descriptor()).getBytes(StandardCharsets.US_ASCII);
      int what = CHANGES | ONLY_DIRECTORIES | EXCLUDE_UNLINKED;
      long address = scratch.string(path);
      return (int)
          scratch.check(Syscall.INOTIFY_ADD_WATCH, directory.path(), descriptor(), address, what);
    }
  }

  /// Stops listening to one; an [Event#IGNORED] follows. Nothing happens when it is gone already.
  public void remove(int watch) {
    try (Scratch scratch = new Scratch()) {
      scratch.attempt(Syscall.INOTIFY_RM_WATCH, descriptor(), watch, 0, 0, 0);
    }
  }

  /// Waits for changes.
  ///
  /// @param timeoutMs negative: for ever
  /// @return none when time was up or somebody woke it
  public List<Event> read(long timeoutMs) throws PosixException {
    try (Scratch scratch = new Scratch()) {
      poll(scratch, timeoutMs);
      MemorySegment piece = scratch.bytes(PIECE_BYTES);
      long got = scratch.attempt(Syscall.READ, descriptor(), piece.address(), PIECE_BYTES, 0, 0);
      if (got == -Errno.EAGAIN.number) return List.of();
      if (got < 0) throw new PosixException((int) -got, "read", ITSELF);
      return parse(piece.asSlice(0, got));
    }
  }

  private void poll(Scratch scratch, long timeoutMs) throws PosixException {
    MemorySegment both = scratch.bytes(2L * Long.BYTES);
    both.set(INT, 0, descriptor());
    both.set(SHORT, 4, POLL_IN);
    both.set(INT, 8, waker);
    both.set(SHORT, 12, POLL_IN);
    MemorySegment timeout = scratch.bytes(2L * Long.BYTES);
    timeout.set(Kernel.LONG, 0, timeoutMs / 1000);
    timeout.set(Kernel.LONG, Long.BYTES, timeoutMs % 1000 * 1_000_000);
    long timeoutAt = timeoutMs < 0 ? 0 : timeout.address();
    scratch.check(Syscall.PPOLL, ITSELF, both.address(), 2, timeoutAt);
    scratch.attempt(Syscall.READ, waker, scratch.bytes(Long.BYTES).address(), Long.BYTES, 0, 0);
  }

  // struct inotify_event: s32 watch, u32 mask, u32 cookie, u32 length, name padded with NULs
  private static List<Event> parse(MemorySegment piece) {
    List<Event> events = new ArrayList<>();
    for (long at = 0; at < piece.byteSize(); ) {
      int padded = piece.get(INT, at + 12);
      int length = 0;
      while (length < padded && piece.get(ValueLayout.JAVA_BYTE, at + NAME_AT + length) != 0) {
        length++;
      }
      byte[] name = piece.asSlice(at + NAME_AT, length).toArray(ValueLayout.JAVA_BYTE);
      events.add(new Event(piece.get(INT, at), piece.get(INT, at + 4), name));
      at += NAME_AT + padded;
    }
    return events;
  }

  /// Ends a [#read] that waits, now or the next one.
  public void wake() {
    try (Scratch scratch = new Scratch()) {
      MemorySegment one = scratch.bytes(Long.BYTES);
      one.set(Kernel.LONG, 0, 1L);
      scratch.attempt(Syscall.WRITE, waker, one.address(), Long.BYTES, 0, 0);
    }
  }

  /// Stops listening. Not while another thread reads: wake it first, and wait until it has ended.
  @Override
  public void close() {
    super.close();
    if (closed.getAndSet(true)) return;
    try (Scratch scratch = new Scratch()) {
      scratch.attempt(Syscall.CLOSE, waker, 0, 0, 0, 0);
    }
  }

  /// One report.
  ///
  /// @param watch the number that [#add] returned; -1 for an overflow
  /// @param mask what happened, a sum of the constants here
  /// @param name in that directory; empty when it is about the directory itself
  public record Event(int watch, int mask, byte[] name) {
    /// Content was written.
    public static final int MODIFY = 0x2;

    /// Metadata changed.
    public static final int ATTRIB = 0x4;

    /// A file that was open for writing was closed.
    public static final int CLOSE_WRITE = 0x8;

    /// A name went away by renaming.
    public static final int MOVED_FROM = 0x40;

    /// A name came by renaming.
    public static final int MOVED_TO = 0x80;

    /// A name was made.
    public static final int CREATE = 0x100;

    /// A name was removed.
    public static final int DELETE = 0x200;

    /// The watched directory was removed.
    public static final int DELETE_SELF = 0x400;

    /// The watched directory was renamed.
    public static final int MOVE_SELF = 0x800;

    /// The watched directory's file system was unmounted.
    public static final int UNMOUNT = 0x2000;

    /// Reports were lost.
    public static final int OVERFLOW = 0x4000;

    /// The watch is gone.
    public static final int IGNORED = 0x8000;

    /// It is about a directory.
    public static final int DIRECTORY = 0x4000_0000;

    /// Whether one of these happened.
    public boolean any(int bits) {
      return (mask & bits) != 0;
    }
  }
}
