package farkeep.testkit.tasks;

import farkeep.objects.port.Tasks;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/// A task of a [Scheduler]. Its fields belong to whoever holds the baton.
final class SimulatedTask implements Tasks.Task {
  static final long NEVER = Long.MAX_VALUE;

  private final Scheduler scheduler;
  private final String name;
  final long number;
  final Semaphore baton = new Semaphore(0);
  final List<SimulatedTask> joiners = new ArrayList<>();

  /// What it waits for, in words; null while it can run.
  @Nullable String waitsFor;

  boolean mayBeCancelled;
  long wakesAtNanos = NEVER;
  boolean timedOut;
  boolean cancelled;
  boolean killed;
  boolean ended;
  boolean joined;
  @Nullable Throwable failure;

  SimulatedTask(Scheduler scheduler, String name, long number) {
    this.scheduler = scheduler;
    this.name = name + "#" + number;
    this.number = number;
  }

  String name() {
    return name;
  }

  @Override
  public void cancel() {
    cancelled = true;
    if (mayBeCancelled) scheduler.wake(this);
  }

  @Override
  public void join() throws InterruptedException, ExecutionException {
    if (!ended) scheduler.join(this);
    joined = true;
    if (failure != null) throw new ExecutionException(failure);
  }

  @Override
  public boolean ended() {
    return ended;
  }

  /// Throws when this, the running task, was killed or cancelled.
  void throwIfStopped() throws InterruptedException {
    throwIfKilled();
    if (cancelled) {
      cancelled = false;
      throw new InterruptedException(name + " was cancelled");
    }
  }

  void throwIfKilled() {
    if (killed) throw new KilledError(name);
  }

  /// Thrown in tasks of a machine that has lost its power.
  static final class KilledError extends Error {
    private static final long serialVersionUID = 1L;

    KilledError(String task) {
      super(task + " was killed", null, false, false);
    }
  }
}
