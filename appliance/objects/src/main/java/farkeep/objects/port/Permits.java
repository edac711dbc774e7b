package farkeep.objects.port;

import java.util.ArrayDeque;
import java.util.Queue;

/// A counted budget (bytes, places) that tasks take from and give back to; who asks for more than
/// there is waits. First come, first served, so that a large request is not starved by small ones.
/// Safe for many threads.
public final class Permits {
  private final Tasks.Monitor monitor;
  private final long total;
  private final Queue<Object> waiting = new ArrayDeque<>();
  private long free;

  /// @param tasks where it waits
  /// @param total the whole budget, at least 1
  public Permits(Tasks tasks, long total) {
    if (total < 1) throw new IllegalArgumentException("a budget of " + total);
    this.monitor = tasks.monitor();
    this.total = total;
    this.free = total;
  }

  /// Takes `count`, and waits until that many are free and those who came before are served.
  ///
  /// @throws IllegalArgumentException more than the whole budget, or less than nothing
  /// @throws InterruptedException the task was cancelled; nothing was taken
  public void acquire(long count) throws InterruptedException {
    if (count < 0 || count > total) {
      throw new IllegalArgumentException("needs " + count + " of a budget of " + total);
    }
    Object ticket = new Object();
    try (Tasks.Inside _ = monitor.inside()) {
      waiting.add(ticket);
      try {
        while (waiting.peek() != ticket || free < count) monitor.await();
        free -= count;
      } finally {
        waiting.remove(ticket);
        monitor.signalAll();
      }
    }
  }

  /// Takes `count` if that many are free now and nobody waits.
  ///
  /// @return whether they were taken
  public boolean tryAcquire(long count) {
    try (Tasks.Inside _ = monitor.inside()) {
      if (count < 0 || count > free || !waiting.isEmpty()) return false;
      free -= count;
      return true;
    }
  }

  /// Gives `count` back.
  ///
  /// @throws IllegalStateException more than was taken; nothing is changed
  public void release(long count) {
    try (Tasks.Inside _ = monitor.inside()) {
      if (count < 0 || count > total - free) {
        throw new IllegalStateException(
            "gives back " + count + ", but only " + (total - free) + " are taken");
      }
      free += count;
      monitor.signalAll();
    }
  }

  /// How many nobody has.
  public long free() {
    try (Tasks.Inside _ = monitor.inside()) {
      return free;
    }
  }
}
