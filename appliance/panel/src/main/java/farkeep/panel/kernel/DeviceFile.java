package farkeep.panel.kernel;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;

/// An open device file of Linux. No call waits.
public final class DeviceFile implements AutoCloseable {
  private static final int O_RDWR = 2;
  private static final int O_NOCTTY = 0x100;
  private static final int O_NONBLOCK = 0x800;
  private static final int O_CLOEXEC = 0x80000;
  private static final short POLLOUT = 4;
  private static final long POLLFD_BYTES = 8;

  private final Path path;
  private final int descriptor;
  private boolean open = true;

  private DeviceFile(Path path, int descriptor) {
    this.path = path;
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
      return new DeviceFile(path, descriptor);
    } catch (IOException e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException("this libc has no open", e);
    }
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
      throw new IllegalStateException("this libc has no ioctl for " + path, e);
    }
  }

  /// Whether a write would take a byte at least.
  public boolean writable() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment poll = arena.allocate(POLLFD_BYTES, Integer.BYTES);
      poll.set(ValueLayout.JAVA_INT, 0, descriptor);
      poll.set(ValueLayout.JAVA_SHORT, 4, POLLOUT);
      int ready = (int) Libc.POLL.invokeExact(poll, 1L, 0);
      return ready == 1 && (poll.get(ValueLayout.JAVA_SHORT, 6) & POLLOUT) != 0;
    } catch (Throwable e) {
      throw new IllegalStateException("this libc has no poll for " + path, e);
    }
  }

  @Override
  public void close() {
    if (!open) return;
    open = false;
    try {
      int _ = (int) Libc.CLOSE.invokeExact(descriptor);
    } catch (Throwable e) {
      throw new IllegalStateException("this libc has no close for " + path, e);
    }
  }

  private static final class Libc {
    private static final MethodHandle OPEN =
        find("open", ValueLayout.ADDRESS, ValueLayout.JAVA_INT);
    private static final MethodHandle IOCTL =
        find("ioctl", ValueLayout.JAVA_INT, ValueLayout.JAVA_LONG, ValueLayout.ADDRESS);
    private static final MethodHandle POLL =
        find("poll", ValueLayout.ADDRESS, ValueLayout.JAVA_LONG, ValueLayout.JAVA_INT);
    private static final MethodHandle CLOSE = find("close", ValueLayout.JAVA_INT);

    /// The third argument of open and ioctl varies; on all machines of ours it is passed like any
    /// other (AAPCS64 and the System V ABI for x86-64).
    private static MethodHandle find(String name, ValueLayout... arguments) {
      MemorySegment address = Linker.nativeLinker().defaultLookup().find(name).orElseThrow();
      return Linker.nativeLinker()
          .downcallHandle(address, FunctionDescriptor.of(ValueLayout.JAVA_INT, arguments));
    }
  }
}
