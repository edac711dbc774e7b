package farkeep.objects.system;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/// A moment on the running clock, in `System.nanoTime` nanoseconds.
record Deadline(long startedNanos, long waitNanos) {
  /// The moment that long from now; waits beyond 292 years are cut to that.
  static Deadline in(Duration time) {
    boolean fits = time.compareTo(Duration.ofNanos(Long.MAX_VALUE)) < 0;
    return new Deadline(System.nanoTime(), fits ? time.toNanos() : Long.MAX_VALUE);
  }

  private long remainingNanos() {
    return waitNanos - (System.nanoTime() - startedNanos);
  }

  boolean isOver() {
    return remainingNanos() <= 0;
  }

  /// Parks the calling thread until then, or until something wakes it.
  void park(Object blocker) {
    long nanos = remainingNanos();
    if (nanos > 0) LockSupport.parkNanos(blocker, nanos);
  }
}
