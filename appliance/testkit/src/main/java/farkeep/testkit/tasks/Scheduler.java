package farkeep.testkit.tasks;

import farkeep.objects.port.Tasks;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Who runs next. Each task has a thread and a baton; the thread of the task that runs is the only
/// one that is not waiting for its baton, so nothing in here needs a lock. Who stops running picks
/// the next one itself and hands over.
final class Scheduler {
  /// One wait in a monitor of so many ends for no reason.
  private static final int WAITS_PER_WAKING = 64;

  private static final int STEPS_SHOWN = 40;
  private static final ScopedValue<SimulatedTask> CURRENT = ScopedValue.newInstance();

  private final long seed;
  private final long stepsMax;
  private final SplittableRandom choices;
  private final Trace trace = new Trace();
  private final List<SimulatedTask> alive = new ArrayList<>();
  private final List<SimulatedTask> runnable = new ArrayList<>();
  private final TreeSet<SimulatedTask> timed =
      new TreeSet<>(
          Comparator.comparingLong((SimulatedTask task) -> task.wakesAtNanos)
              .thenComparingLong(task -> task.number));
  private final List<SimulatedTask> failed = new ArrayList<>();
  private final SimulatedTask outside = new SimulatedTask(this, "outside", 0);
  private final Semaphore finished = new Semaphore(0);
  private volatile long steps;
  private volatile @Nullable SimulatedTask running;
  private @Nullable SimulatedTask body;
  private @Nullable SimulationFailedError failure;
  private long tasksStarted;
  private long nowNanos;

  Scheduler(long seed, long stepsMax) {
    this.seed = seed;
    this.stepsMax = stepsMax;
    this.choices = new SplittableRandom(seed);
  }

  Trace trace() {
    return trace;
  }

  long nowNanos() {
    return nowNanos;
  }

  void note(String what) {
    trace.add(nowNanos, current().name(), what);
  }

  /// The task that calls; one that stands for the outside while no run is under way.
  SimulatedTask current() {
    if (CURRENT.isBound()) return CURRENT.get();
    if (running == null) return outside;
    throw new IllegalStateException(
        Thread.currentThread().getName() + " is not a task of this simulation");
  }

  boolean wakesForNoReason() {
    return choices.nextInt(WAITS_PER_WAKING) == 0;
  }

  /// The moment that long from now; beyond 292 years it never comes.
  long momentIn(Duration time) {
    if (time.isNegative()) return nowNanos;
    boolean fits = time.compareTo(Duration.ofNanos(SimulatedTask.NEVER - nowNanos)) < 0;
    return fits ? nowNanos + time.toNanos() : SimulatedTask.NEVER;
  }

  SimulatedTask start(String name, Tasks.Work work) {
    current().throwIfKilled();
    SimulatedTask task = new SimulatedTask(this, name, ++tasksStarted);
    Runnable thread = () -> ScopedValue.where(CURRENT, task).run(() -> live(task, work));
    alive.add(task);
    runnable.add(task);
    Thread.ofVirtual().name(task.name()).start(thread);
    return task;
  }

  private void live(SimulatedTask task, Tasks.Work work) {
    task.baton.acquireUninterruptibly();
    try {
      task.throwIfKilled();
      work.run();
    } catch (SimulatedTask.KilledError e) {
      task.joined = true;
    } catch (Throwable e) {
      task.failure = e;
    } finally {
      end(task);
    }
  }

  private void end(SimulatedTask task) {
    task.ended = true;
    alive.remove(task);
    trace.add(nowNanos, task.name(), task.failure == null ? "ends" : "ends: " + task.failure);
    task.joiners.forEach(this::wake);
    if (task.failure != null) failed.add(task);
    if (task.failure != null && task == body) {
      stopAll("the body failed: " + task.failure, task.failure);
    }
    SimulatedTask next = alive.isEmpty() ? null : pick();
    running = next;
    (next == null ? finished : next.baton).release();
  }

  /// Runs all tasks to their end; called from outside.
  ///
  /// @param first its failure is the run's
  void runAll(SimulatedTask first) {
    body = first;
    SimulatedTask next = pick();
    running = next;
    next.baton.release();
    waitForTheEnd();
    for (SimulatedTask task : failed) {
      if (!task.joined && !(task.failure instanceof InterruptedException)) {
        fail(task.name() + " failed and nobody joined it: " + task.failure, task.failure);
      }
    }
    failed.clear();
    if (failure != null) throw failure;
  }

  private void waitForTheEnd() {
    long seen = -1;
    try {
      while (!finished.tryAcquire(SimulatedTasks.REAL_STALL.toSeconds(), TimeUnit.SECONDS)) {
        if (steps == seen) {
          SimulatedTask stuck = running;
          throw new SimulationFailedError(
              "seed %d: %s blocks outside the Tasks port"
                  .formatted(seed, stuck == null ? "nobody" : stuck.name()),
              null);
        }
        seen = steps;
      }
    } catch (InterruptedException e) {
      throw new SimulationFailedError("seed " + seed + ": the test's thread was interrupted", e);
    }
  }

  /// Keeps the first failure.
  private void fail(String what, @Nullable Throwable cause) {
    if (failure != null) return;
    List<String> all = trace.lastSteps();
    String last =
        all.subList(Math.max(0, all.size() - STEPS_SHOWN), all.size()).stream()
            .collect(Collectors.joining("\n  "));
    failure =
        new SimulationFailedError(
            "seed " + seed + ", step " + steps + ": " + what + "\n  last steps:\n  " + last, cause);
  }

  /// Makes a waiting task able to run; nothing for one that is.
  void wake(SimulatedTask task) {
    if (task.waitsFor == null || task.ended) return;
    timed.remove(task);
    task.waitsFor = null;
    task.mayBeCancelled = false;
    task.wakesAtNanos = SimulatedTask.NEVER;
    runnable.add(task);
  }

  void kill(SimulatedTask task) {
    task.killed = true;
    wake(task);
  }

  /// Lets the seed decide who goes on, the caller among them. Does nothing outside.
  void letOthersRun(String why) {
    SimulatedTask self = current();
    if (self == outside) return;
    self.timedOut = false;
    runnable.add(self);
    handOver(self, why);
  }

  /// Lets others run until the caller is woken, or its time has come.
  void block(String waitsFor, long wakesAtNanos, boolean mayBeCancelled) {
    SimulatedTask self = current();
    if (self == outside) {
      throw new IllegalStateException("only tasks of the simulation may wait for " + waitsFor);
    }
    self.waitsFor = waitsFor;
    self.timedOut = false;
    self.mayBeCancelled = mayBeCancelled;
    self.wakesAtNanos = wakesAtNanos;
    if (wakesAtNanos != SimulatedTask.NEVER) timed.add(self);
    handOver(self, "waits for " + waitsFor);
  }

  private void handOver(SimulatedTask self, String why) {
    trace.add(nowNanos, self.name(), why);
    SimulatedTask next = pick();
    if (next == self) return;
    running = next;
    next.baton.release();
    self.baton.acquireUninterruptibly();
  }

  private SimulatedTask pick() {
    steps++;
    if (steps == stepsMax) stopAll(stepsMax + " steps are used up: " + whoWaits(), null);
    if (runnable.isEmpty()) advance();
    if (runnable.isEmpty()) stopAll("all wait for ever: " + whoWaits(), null);
    int index = choices.nextInt(runnable.size());
    SimulatedTask picked = runnable.get(index);
    runnable.set(index, runnable.getLast());
    runnable.removeLast();
    return picked;
  }

  /// Moves time to the next moment that somebody waits for.
  private void advance() {
    if (timed.isEmpty()) return;
    nowNanos = timed.first().wakesAtNanos;
    while (!timed.isEmpty() && timed.first().wakesAtNanos == nowNanos) {
      SimulatedTask task = timed.first();
      wake(task);
      task.timedOut = true;
    }
  }

  private String whoWaits() {
    return alive.stream()
        .map(task -> task.name() + " for " + task.waitsFor)
        .collect(Collectors.joining(", "));
  }

  private void stopAll(String why, @Nullable Throwable cause) {
    fail(why, cause);
    alive.forEach(this::kill);
  }

  void sleep(Duration time) throws InterruptedException {
    SimulatedTask self = current();
    self.throwIfStopped();
    if (time.isPositive()) {
      block("its time", momentIn(time), true);
    } else {
      letOthersRun("sleeps for no time");
    }
    self.throwIfStopped();
  }

  void join(SimulatedTask other) throws InterruptedException {
    SimulatedTask self = current();
    while (!other.ended) {
      self.throwIfStopped();
      other.joiners.add(self);
      block("the end of " + other.name(), SimulatedTask.NEVER, true);
      other.joiners.remove(self);
    }
    self.throwIfStopped();
  }
}
