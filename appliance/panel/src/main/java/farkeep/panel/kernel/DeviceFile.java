package farkeep.panel.kernel;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;
import java.time.Duration;

/// An open device file of Linux. Only [#awaitInput] waits.
public final class DeviceFile implements AutoCloseable {
  private static final int O_RDWR = 2;
  private static final int O_NOCTTY = 0x100;
  private static final int O_NONBLOCK = 0x800;
  private static final int O_CLOEXEC = 0x80000;
  private static final short POLLIN = 1;
  private static final short POLLOUT = 4;
  private static final long POLLFD_BYTES = 8;

  private final String name;
  private final int descriptor;
  private boolean open = true;

  private DeviceFile(String name, int descriptor) {
    this.name = name;
    this.descriptor = descriptor;
  }

  /// Opens it for reading and writing.
  ///
  /// @throws IOException it is not there, or may not be opened
  public static DeviceFile open(Path path) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment name = arena.allocateFrom(path.toString());
      int descriptor =
          (int) Libc.OPEN.invokeExact(name, O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC);
      if (descriptor < 0) throw new IOException(path + " can't be opened by this user");
      return new DeviceFile(path.toString(), descriptor);
    } catch (IOException e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException("this libc has no open", e);
    }
  }

  /// What a driver has opened for this process; closed with what is returned.
  ///
  /// @param name for messages
  public static DeviceFile opened(String name, int descriptor) {
    return new DeviceFile(name, descriptor);
  }

  /// Asks the driver.
  ///
  /// @param request number of an ioctl
  /// @param argument read and written by the driver; as long as the request says
  /// @return whether the driver knows the request and had nothing against it
  public boolean ask(long request, MemorySegment argument) {
    try {
      return (int) Libc.IOCTL.invokeExact(descriptor, request, argument) == 0;
    } catch (Throwable e) {
      throw new IllegalStateException("this libc has no ioctl for " + name, e);
    }
  }

  /// Whether a write would take a byte at least.
  public boolean writable() {
    return (poll(POLLOUT, 0) & POLLOUT) != 0;
  }

  /// Waits until there is something to read, or never will be: a read tells which.
  ///
  /// @return false after that time
  public boolean awaitInput(Duration longest) {
    return poll(POLLIN, Math.toIntExact(longest.toMillis())) != 0;
  }

  /// What there is of it, errors and hang-ups among it; 0 after that time.
  private int poll(short what, int millis) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment poll = arena.allocate(POLLFD_BYTES, Integer.BYTES);
      poll.set(ValueLayout.JAVA_INT, 0, descriptor);
      poll.set(ValueLayout.JAVA_SHORT, 4, what);
      int ready = (int) Libc.POLL.invokeExact(poll, 1L, millis);
      return ready == 1 ? poll.get(ValueLayout.JAVA_SHORT, 6) : 0;
    } catch (Throwable e) {
      throw new IllegalStateException("this libc has no poll for " + name, e);
    }
  }

  /// Reads what is there into the beginning of a buffer.
  ///
  /// @return bytes; 0 or less when there is nothing
  public long read(MemorySegment into) {
    try {
      return (long) Libc.READ.invokeExact(descriptor, into, into.byteSize());
    } catch (Throwable e) {
      throw new IllegalStateException("this libc has no read for " + name, e);
    }
  }

  @Override
  public void close() {
    if (!open) return;
    open = false;
    try {
      int _ = (int) Libc.CLOSE.invokeExact(descriptor);
    } catch (Throwable e) {
      throw new IllegalStateException("this libc has no close for " + name, e);
    }
  }

  private static final class Libc {
    private static final MethodHandle OPEN =
        find("open", ValueLayout.ADDRESS, ValueLayout.JAVA_INT);
    private static final MethodHandle IOCTL =
        find("ioctl", ValueLayout.JAVA_INT, ValueLayout.JAVA_LONG, ValueLayout.ADDRESS);
    private static final MethodHandle POLL =
        find("poll", ValueLayout.ADDRESS, ValueLayout.JAVA_LONG, ValueLayout.JAVA_INT);
    private static final MethodHandle READ =
        find(
            ValueLayout.JAVA_LONG,
            "read",
            ValueLayout.JAVA_INT,
            ValueLayout.ADDRESS,
            ValueLayout.JAVA_LONG);
    private static final MethodHandle CLOSE = find("close", ValueLayout.JAVA_INT);

    /// The third argument of open and ioctl varies; on all machines of ours it is passed like any
    /// other (AAPCS64 and the System V ABI for x86-64).
    private static MethodHandle find(String name, ValueLayout... arguments) {
      return find(ValueLayout.JAVA_INT, name, arguments);
    }

    private static MethodHandle find(ValueLayout returns, String name, ValueLayout... arguments) {
      MemorySegment address = Linker.nativeLinker().defaultLookup().find(name).orElseThrow();
      return Linker.nativeLinker()
          .downcallHandle(address, FunctionDescriptor.of(returns, arguments));
    }
  }
}
