package farkeep.home.posix;

import java.io.Closeable;
import java.util.concurrent.atomic.AtomicInteger;

/// An open descriptor. Closing twice is harmless; using it closed is an error of the program, found
/// at once, since the kernel gives the number to the next file that is opened.
public abstract sealed class Handle implements Closeable permits Directory, OpenFile, Inotify {
  private static final int CLOSED = -1;

  private final AtomicInteger descriptor;
  private final byte[] path;

  /// @param path what was opened, for messages
  Handle(int descriptor, byte[] path) {
    this.descriptor = new AtomicInteger(descriptor);
    this.path = path;
  }

  final int descriptor() {
    int open = descriptor.get();
    if (open == CLOSED) throw new IllegalStateException(Shown.of(path) + ": closed already");
    return open;
  }

  final byte[] path() {
    return path;
  }

  @Override
  public void close() {
    int open = descriptor.getAndSet(CLOSED);
    if (open == CLOSED) return;
    try (Scratch scratch = new Scratch()) {
      // an error of close says nothing that fsync would not have said; the descriptor is free
      scratch.attempt(Syscall.CLOSE, open, 0, 0, 0, 0);
    }
  }
}
