package farkeep.vault.seal;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/// Benches that are free: a task takes one for one object, so as many are made as objects are
/// worked on at once, and [#IDLE_MAX] of them wait for the next. Safe for many threads.
final class Benches {
  /// Benches that wait.
  static final int IDLE_MAX = 8;

  private final ConcurrentLinkedQueue<Bench> idle = new ConcurrentLinkedQueue<>();
  private final AtomicInteger idleCount = new AtomicInteger();

  <T> T at(Function<Bench, T> work) {
    Bench bench = idle.poll();
    if (bench == null) {
      bench = new Bench();
    } else {
      idleCount.decrementAndGet();
    }
    boolean whole = false;
    try {
      T made = work.apply(bench);
      whole = true;
      return made;
    } finally {
      giveBack(bench, whole);
    }
  }

  /// A bench whose work failed may hold a half-fed Mac: it is not used again.
  private void giveBack(Bench bench, boolean whole) {
    if (whole && idleCount.incrementAndGet() <= IDLE_MAX) {
      idle.add(bench);
    } else {
      if (whole) idleCount.decrementAndGet();
      bench.close();
    }
  }
}
