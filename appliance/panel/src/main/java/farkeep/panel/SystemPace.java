package farkeep.panel;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// The machine's own time.
public final class SystemPace implements Pace {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private boolean woken;
  private boolean ended;

  @Override
  public Duration running() {
    return Duration.ofNanos(System.nanoTime());
  }

  @Override
  public boolean await(Duration most) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long left = nanos(most);
      while (!woken && !ended && left > 0) left = changed.awaitNanos(left);
      woken = false;
      return !ended;
    } finally {
      lock.unlock();
    }
  }

  private static long nanos(Duration time) {
    return TimeUnit.NANOSECONDS.convert(time);
  }

  @Override
  public void wake() {
    lock.lock();
    try {
      woken = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void end() {
    lock.lock();
    try {
      ended = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
