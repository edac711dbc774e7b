package farkeep.box.service;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Tells systemd how the service is: one datagram to the Unix socket that `NOTIFY_SOCKET` names
/// (sd_notify(3)). Java has no Unix datagrams, so this calls libc. Without that variable it does
/// nothing. Safe for many threads.
public final class ServiceManager {
  /// Bytes of a Unix socket's name: `sun_path` in unix(7).
  static final int PATH_BYTES_MAX = 108;

  private static final int AF_UNIX = 1;
  private static final int SOCK_DGRAM = 2;
  private static final int SOCK_CLOEXEC = 0x80000;
  private static final int MSG_NOSIGNAL = 0x4000;

  private static final Linker.Option ERRNO = Linker.Option.captureCallState("errno");
  private static final VarHandle ERRNO_VALUE =
      Linker.Option.captureStateLayout().varHandle(MemoryLayout.PathElement.groupElement("errno"));

  private final Optional<byte[]> name;
  private final Optional<Duration> watchdog;

  /// @param environment of this process
  public ServiceManager(Map<String, String> environment) {
    this.name =
        Optional.ofNullable(environment.get("NOTIFY_SOCKET"))
            .filter(text -> text.startsWith("/") || text.startsWith("@"))
            .map(text -> text.getBytes(StandardCharsets.UTF_8))
            .filter(bytes -> bytes.length > 1 && bytes.length < PATH_BYTES_MAX);
    this.watchdog = watchdog(environment.get("WATCHDOG_USEC"));
  }

  private static Optional<Duration> watchdog(@Nullable String micros) {
    return Optional.ofNullable(micros)
        .filter(text -> text.matches("[1-9][0-9]{0,15}"))
        .map(text -> Duration.ofNanos(Long.parseLong(text) * 1_000));
  }

  /// How often [#alive] is expected: half of the watchdog's time. Empty when nobody watches.
  public Optional<Duration> aliveEvery() {
    return name.isPresent() ? watchdog.map(time -> time.dividedBy(2)) : Optional.empty();
  }

  /// The box can be reached.
  public Optional<String> ready() {
    return say("READY=1");
  }

  /// The box is going down.
  public Optional<String> stopping() {
    return say("STOPPING=1");
  }

  /// The box works: said only after it has tried.
  public Optional<String> alive() {
    return say("WATCHDOG=1");
  }

  /// How the box is, in one line.
  public Optional<String> status(String line) {
    return say("STATUS=" + line.replace('\n', ' '));
  }

  /// @return why it could not be said; empty when it was, or when nobody listens
  private Optional<String> say(String message) {
    if (name.isEmpty()) return Optional.empty();
    try (Arena arena = Arena.ofConfined()) {
      return send(arena, name.get(), message.getBytes(StandardCharsets.UTF_8));
    } catch (Throwable e) {
      throw new IllegalStateException("this libc has no Unix datagrams", e);
    }
  }

  private static Optional<String> send(Arena arena, byte[] name, byte[] message) throws Throwable {
    MemorySegment state = arena.allocate(Linker.Option.captureStateLayout());
    int socket = (int) Libc.SOCKET.invokeExact(state, AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    if (socket < 0) return fault("socket", state);
    try {
      MemorySegment address = address(arena, name);
      MemorySegment bytes = arena.allocateFrom(ValueLayout.JAVA_BYTE, message);
      long sent =
          (long)
              Libc.SENDTO.invokeExact(
                  state,
                  socket,
                  bytes,
                  bytes.byteSize(),
                  MSG_NOSIGNAL,
                  address,
                  (int) address.byteSize());
      return sent == message.length ? Optional.empty() : fault("sendto", state);
    } finally {
      int _ = (int) Libc.CLOSE.invokeExact(socket);
    }
  }

  private static Optional<String> fault(String call, MemorySegment state) {
    int errno = (int) ERRNO_VALUE.get(state, 0L);
    return Optional.of("%s on NOTIFY_SOCKET failed with errno %d".formatted(call, errno));
  }

  /// `struct sockaddr_un`; a leading `@` stands for the zero byte of an abstract name.
  private static MemorySegment address(Arena arena, byte[] name) {
    MemorySegment address = arena.allocate(Short.BYTES + (long) name.length, Short.BYTES);
    address.set(ValueLayout.JAVA_SHORT, 0, (short) AF_UNIX);
    MemorySegment.copy(name, 0, address, ValueLayout.JAVA_BYTE, Short.BYTES, name.length);
    if (name[0] == '@') address.set(ValueLayout.JAVA_BYTE, Short.BYTES, (byte) 0);
    return address;
  }

  private static final class Libc {
    private static final MethodHandle SOCKET =
        find(
            "socket",
            FunctionDescriptor.of(
                ValueLayout.JAVA_INT,
                ValueLayout.JAVA_INT,
                ValueLayout.JAVA_INT,
                ValueLayout.JAVA_INT),
            ERRNO);
    private static final MethodHandle SENDTO =
        find(
            "sendto",
            FunctionDescriptor.of(
                ValueLayout.JAVA_LONG,
                ValueLayout.JAVA_INT,
                ValueLayout.ADDRESS,
                ValueLayout.JAVA_LONG,
                ValueLayout.JAVA_INT,
                ValueLayout.ADDRESS,
                ValueLayout.JAVA_INT),
            ERRNO);
    private static final MethodHandle CLOSE =
        find("close", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));

    private static MethodHandle find(
        String name, FunctionDescriptor signature, Linker.Option... options) {
      SymbolLookup libc = Linker.nativeLinker().defaultLookup();
      MemorySegment address = libc.find(name).orElseThrow();
      return Linker.nativeLinker().downcallHandle(address, signature, options);
    }
  }
}
