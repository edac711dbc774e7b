package farkeep.objects.system;

import farkeep.objects.port.Tasks;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// Tasks on virtual threads.
///
/// Cancelling marks the task and wakes it; the thread is never interrupted, because an interrupt
/// closes whatever `FileChannel` the thread happens to read or write, and with it a file that
/// others share. Threads that are not tasks may wait as well; for them an interrupt is the cancel.
///
/// A virtual thread that computes keeps its carrier until it waits, however long that is, and those
/// that became ready through a clock or a socket come after those that woke each other. So there
/// are more carriers than processors, and the machine divides its processors among them: up to
/// [#COMPUTING_MAX] tasks may compute without keeping any other from running.
public final class SystemTasks implements Tasks {
  /// Tasks that may compute at once while others still run at their time: what serves three homes
  /// that send with all their streams.
  static final int COMPUTING_MAX = 16;

  private static final String CARRIERS = "jdk.virtualThreadScheduler.parallelism";

  static {
    // read once, when the process starts its first virtual thread
    if (System.getProperty(CARRIERS) == null) {
      int processors = Runtime.getRuntime().availableProcessors();
      System.setProperty(CARRIERS, Integer.toString(processors + COMPUTING_MAX));
    }
  }

  private static final ScopedValue<Running> CURRENT = ScopedValue.newInstance();

  @Override
  public Task start(String name, Work work) {
    Running running = new Running(work);
    running.thread = Thread.ofVirtual().name(name).unstarted(running);
    running.thread.start();
    return running;
  }

  @Override
  public void sleep(Duration time) throws InterruptedException {
    Deadline deadline = Deadline.in(time);
    throwIfCancelled();
    if (deadline.isOver()) Thread.yield();
    while (!deadline.isOver()) {
      deadline.park(this);
      throwIfCancelled();
    }
  }

  @Override
  public void cancelSelf() {
    if (CURRENT.isBound()) {
      CURRENT.get().cancelled.set(true);
    } else {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public Monitor monitor() {
    return new SystemMonitor();
  }

  /// Throws, once for each cancel, when the calling task was cancelled.
  static void throwIfCancelled() throws InterruptedException {
    boolean cancelled = CURRENT.isBound() && CURRENT.get().takeCancel();
    if (cancelled || Thread.interrupted()) {
      throw new InterruptedException(Thread.currentThread().getName() + " was cancelled");
    }
  }

  private static final class Running implements Task, Runnable {
    private final Work work;
    private final SystemMonitor monitor = new SystemMonitor();
    private @Nullable Throwable failure;
    private boolean ended;
    private final AtomicBoolean cancelled = new AtomicBoolean();
    private volatile @Nullable Thread thread;

    Running(Work work) {
      this.work = work;
    }

    @Override
    public void run() {
      Throwable thrown = null;
      try {
        ScopedValue.where(CURRENT, this).call(this::work);
      } catch (VirtualMachineError e) {
        thrown = e;
        throw e;
      } catch (Throwable e) {
        thrown = e;
      } finally {
        end(thrown);
      }
    }

    private boolean work() throws Exception {
      work.run();
      return true;
    }

    private void end(@Nullable Throwable thrown) {
      try (Inside _ = monitor.inside()) {
        failure = thrown;
        ended = true;
        monitor.signalAll();
      }
    }

    private boolean takeCancel() {
      // in one step: a cancel that comes between reading and clearing would be lost
      return cancelled.getAndSet(false);
    }

    @Override
    public void cancel() {
      cancelled.set(true);
      LockSupport.unpark(thread);
    }

    @Override
    public void join() throws InterruptedException, ExecutionException {
      try (Inside _ = monitor.inside()) {
        while (!ended) monitor.await();
        if (failure != null) throw new ExecutionException(failure);
      }
    }

    @Override
    public boolean ended() {
      try (Inside _ = monitor.inside()) {
        return ended;
      }
    }
  }
}
