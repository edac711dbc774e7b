package farkeep.objects.system;

import farkeep.objects.port.Tasks;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/// A monitor of [SystemTasks]: a `ReentrantLock`, and waiters that are parked until they are
/// signalled, cancelled or out of time. Not a `Condition`, which knows no end but an interrupt.
final class SystemMonitor implements Tasks.Monitor {
  private final ReentrantLock lock = new ReentrantLock();

  /// Who waits to be signalled; only touched inside.
  private final List<Waiter> waiters = new ArrayList<>();

  @Override
  public void enter() {
    lock.lock();
  }

  @Override
  public void exit() {
    lock.unlock();
  }

  @Override
  public void await() throws InterruptedException {
    wait(new Deadline(System.nanoTime(), Long.MAX_VALUE));
  }

  @Override
  public boolean await(Duration timeoutMax) throws InterruptedException {
    return wait(Deadline.in(timeoutMax));
  }

  @Override
  public void signalAll() {
    requireInside();
    waiters.forEach(Waiter::signal);
    waiters.clear();
  }

  private boolean wait(Deadline deadline) throws InterruptedException {
    requireInside();
    SystemTasks.throwIfCancelled();
    Waiter waiter = new Waiter(Thread.currentThread());
    waiters.add(waiter);
    int holds = lock.getHoldCount();
    for (int i = 0; i < holds; i++) lock.unlock();
    try {
      while (!waiter.signalled && !deadline.isOver()) {
        deadline.park(this);
        SystemTasks.throwIfCancelled();
      }
    } finally {
      for (int i = 0; i < holds; i++) lock.lock();
      waiters.remove(waiter);
    }
    return waiter.signalled;
  }

  private void requireInside() {
    if (!lock.isHeldByCurrentThread()) {
      throw new IllegalMonitorStateException("only who is inside the monitor may wait or signal");
    }
  }

  /// A thread that waits. Compared by identity.
  private static final class Waiter {
    private final Thread thread;
    private volatile boolean signalled;

    Waiter(Thread thread) {
      this.thread = thread;
    }

    void signal() {
      signalled = true;
      LockSupport.unpark(thread);
    }
  }
}
