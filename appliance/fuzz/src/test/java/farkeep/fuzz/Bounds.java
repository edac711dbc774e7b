package farkeep.fuzz;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;

/// What every parser is held to, whatever it is given: it reads, or refuses as its documentation
/// says, within a second of the processor's time and without taking more memory than any input
/// justifies.
public final class Bounds {
  /// Bytes that one input may make a parser allocate, all together.
  public static final long ALLOCATED_BYTES_MAX = 64L << 20;

  /// Time of the processor that one input may cost.
  public static final Duration TIME_MAX = Duration.ofSeconds(1);

  /// Characters of a message about a refusal: what goes into a log or on a page.
  public static final int MESSAGE_CHARACTERS_MAX = 4_096;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private Bounds() {}

  /// Something that reads.
  @FunctionalInterface
  public interface Reading {
    /// Reads, or refuses.
    void run() throws Exception;
  }

  /// Runs a parser on this thread; when it went over a bound, once more: the first time pays for
  /// loading classes.
  ///
  /// @param reading gives the same each time
  /// @param refusals what it may throw
  @SafeVarargs
  @SuppressWarnings("varargs") // only read
  public static void hold(Reading reading, Class<? extends Exception>... refusals) {
    String excess = run(reading, refusals);
    if (!excess.isEmpty()) excess = run(reading, refusals);
    require(excess.isEmpty(), excess);
  }

  private static String run(Reading reading, Class<? extends Exception>[] refusals) {
    long allocated = THREADS.getCurrentThreadAllocatedBytes();
    long began = THREADS.getCurrentThreadCpuTime();
    try {
      reading.run();
    } catch (Exception e) {
      checkRefusal(e, refusals);
    }
    long nanos = THREADS.getCurrentThreadCpuTime() - began;
    long bytes = THREADS.getCurrentThreadAllocatedBytes() - allocated;
    if (nanos > TIME_MAX.toNanos()) return "took %d ms".formatted(nanos / 1_000_000);
    return bytes > ALLOCATED_BYTES_MAX ? "allocated %d B".formatted(bytes) : "";
  }

  private static void checkRefusal(Exception e, Class<? extends Exception>[] refusals) {
    if (Arrays.stream(refusals).noneMatch(type -> type.isInstance(e))) {
      throw new AssertionError("neither read nor refused as documented: " + e, e);
    }
    String message = String.valueOf(e.getMessage());
    require(!message.isBlank() && !message.equals("null"), "refused without a reason: " + e);
    require(
        message.length() <= MESSAGE_CHARACTERS_MAX,
        "a message of %d characters".formatted(message.length()));
  }

  /// Fails the target.
  public static void require(boolean holds, String otherwise) {
    if (!holds) throw new AssertionError(otherwise);
  }

  /// Wants what was read to be written as it was.
  public static void same(byte[] written, byte[] read) {
    if (Arrays.equals(written, read)) return;
    HexFormat hex = HexFormat.of();
    throw new AssertionError(
        "written anew it is %s, it was %s".formatted(hex.formatHex(written), hex.formatHex(read)));
  }
}
