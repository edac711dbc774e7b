package farkeep.testkit.proof;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// What this process holds on its heap.
public final class Heap {
  private static final int TRIES = 30;
  private static final long BETWEEN_NANOS = TimeUnit.SECONDS.toNanos(1);

  private Heap() {}

  /// Bytes in use after a collection.
  public static long usedBytes() {
    System.gc();
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }

  /// By how many bytes it has grown since `before` was measured. Tasks and links that were closed
  /// just now hold theirs for a moment, so what is not below `most` is measured again, for half a
  /// minute; what leaks stays.
  public static long grownBytes(long before, long most) {
    long grown = usedBytes() - before;
    for (int i = 0; i < TRIES && grown >= most; i++) {
      LockSupport.parkNanos(BETWEEN_NANOS);
      grown = usedBytes() - before;
    }
    return grown;
  }
}
