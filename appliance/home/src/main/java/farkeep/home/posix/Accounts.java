package farkeep.home.posix;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Arrays;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;

/// Names of users and groups on this machine, from wherever it has them (files, LDAP). Answers are
/// remembered for the life of the object. Safe for many threads.
public final class Accounts {
  private static final byte[] UNKNOWN = {};
  private static final int RECORD_BYTES = 48;
  private static final int NUMBER_AT = 16;
  private static final int TEXT_BYTES = 64 << 10;
  private static final int REMEMBERED_MAX = 100_000;

  private static final MethodHandle USER_OF_NUMBER = byNumber("getpwuid_r");
  private static final MethodHandle GROUP_OF_NUMBER = byNumber("getgrgid_r");
  private static final MethodHandle USER_OF_NAME = byName("getpwnam_r");
  private static final MethodHandle GROUP_OF_NAME = byName("getgrnam_r");

  private final Map<Integer, byte[]> users = new ConcurrentHashMap<>();
  private final Map<Integer, byte[]> groups = new ConcurrentHashMap<>();

  private static MethodHandle byNumber(String function) {
    return Linker.nativeLinker()
        .downcallHandle(
            Linker.nativeLinker().defaultLookup().findOrThrow(function),
            FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, ADDRESS, JAVA_LONG, ADDRESS));
  }

  private static MethodHandle byName(String function) {
    return Linker.nativeLinker()
        .downcallHandle(
            Linker.nativeLinker().defaultLookup().findOrThrow(function),
            FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, ADDRESS, JAVA_LONG, ADDRESS));
  }

  /// Whether this process may do as root does with files.
  public static boolean isRoot() {
    try (Scratch scratch = new Scratch()) {
      return scratch.attempt(Syscall.GETEUID, 0, 0, 0, 0, 0) == 0;
    }
  }

  /// The name of a user; empty when nobody has that number.
  public byte[] user(int uid) {
    return remembered(users, USER_OF_NUMBER, uid);
  }

  /// The name of a group; empty when none has that number.
  public byte[] group(int gid) {
    return remembered(groups, GROUP_OF_NUMBER, gid);
  }

  /// The number of a user; none when nobody has that name.
  public OptionalInt uid(byte[] user) {
    return number(USER_OF_NAME, user);
  }

  /// The number of a group; none when none has that name.
  public OptionalInt gid(byte[] group) {
    return number(GROUP_OF_NAME, group);
  }

  private static byte[] remembered(Map<Integer, byte[]> known, MethodHandle lookUp, int number) {
    byte[] name = known.get(number);
    if (name == null) {
      name = name(lookUp, number);
      if (known.size() < REMEMBERED_MAX) known.put(number, name);
    }
    return name.clone();
  }

  private static byte[] name(MethodHandle lookUp, int number) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment found = arena.allocate(RECORD_BYTES, Long.BYTES);
      MemorySegment text = arena.allocate(TEXT_BYTES);
      MemorySegment result = arena.allocate(ADDRESS);
      int error = (int) lookUp.invokeExact(number, found, text, (long) TEXT_BYTES, result);
      if (error != 0 || isNull(result)) return UNKNOWN;
      // the name's address comes first, and points into the text
      long start = found.get(ADDRESS, 0).address() - text.address();
      byte[] rest = text.asSlice(start).toArray(ValueLayout.JAVA_BYTE);
      int length = 0;
      while (rest[length] != 0) length++;
      return Arrays.copyOf(rest, length);
    } catch (Throwable thrown) {
      throw new AssertionError("the Foreign Function API failed to look up an account", thrown);
    }
  }

  private static OptionalInt number(MethodHandle lookUp, byte[] name) {
    if (name.length == 0) return OptionalInt.empty();
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment wanted = arena.allocate(name.length + 1L);
      MemorySegment.copy(name, 0, wanted, ValueLayout.JAVA_BYTE, 0, name.length);
      MemorySegment found = arena.allocate(RECORD_BYTES, Long.BYTES);
      MemorySegment text = arena.allocate(TEXT_BYTES);
      MemorySegment result = arena.allocate(ADDRESS);
      int error = (int) lookUp.invokeExact(wanted, found, text, (long) TEXT_BYTES, result);
      if (error != 0 || isNull(result)) return OptionalInt.empty();
      return OptionalInt.of(found.get(JAVA_INT, NUMBER_AT));
    } catch (Throwable thrown) {
      throw new AssertionError("the Foreign Function API failed to look up an account", thrown);
    }
  }

  private static boolean isNull(MemorySegment result) {
    return result.get(ADDRESS, 0).equals(MemorySegment.NULL);
  }
}
