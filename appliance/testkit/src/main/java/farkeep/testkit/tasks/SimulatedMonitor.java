package farkeep.testkit.tasks;

import farkeep.objects.port.Tasks;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A monitor of a [Scheduler].
final class SimulatedMonitor implements Tasks.Monitor {
  private final Scheduler scheduler;
  private final List<SimulatedTask> entering = new ArrayList<>();
  private final List<SimulatedTask> waiting = new ArrayList<>();
  private @Nullable SimulatedTask holder;
  private int holds;

  SimulatedMonitor(Scheduler scheduler) {
    this.scheduler = scheduler;
  }

  @Override
  public void enter() {
    SimulatedTask self = scheduler.current();
    self.throwIfKilled();
    if (holder != self) {
      scheduler.letOthersRun("enters");
      take(self);
    }
    holds++;
  }

  private void take(SimulatedTask self) {
    while (holder != null && holder != self) {
      entering.add(self);
      scheduler.block("a monitor that " + holder.name() + " is in", SimulatedTask.NEVER, false);
      entering.remove(self);
      self.throwIfKilled();
    }
    holder = self;
  }

  @Override
  public void exit() {
    if (!runsInside() || --holds > 0) return;
    free();
  }

  private void free() {
    holder = null;
    entering.forEach(scheduler::wake);
  }

  @Override
  public void await() throws InterruptedException {
    waitUntil(SimulatedTask.NEVER);
  }

  @Override
  public boolean await(Duration timeoutMax) throws InterruptedException {
    return waitUntil(scheduler.momentIn(timeoutMax));
  }

  private boolean waitUntil(long wakesAtNanos) throws InterruptedException {
    SimulatedTask self = scheduler.current();
    if (!runsInside()) self.throwIfKilled();
    self.throwIfStopped();
    int held = holds;
    holds = 0;
    free();
    waiting.add(self);
    if (scheduler.wakesForNoReason()) {
      scheduler.letOthersRun("wakes for no reason");
    } else {
      scheduler.block("a signal", wakesAtNanos, true);
    }
    waiting.remove(self);
    boolean timedOut = self.timedOut;
    self.throwIfKilled();
    take(self);
    holds = held;
    self.throwIfStopped();
    return !timedOut;
  }

  @Override
  public void signalAll() {
    if (!runsInside()) return;
    waiting.forEach(scheduler::wake);
    waiting.clear();
  }

  /// Whether the running task is inside. A killed one need not be: it unwinds without coming back.
  private boolean runsInside() {
    SimulatedTask self = scheduler.current();
    if (holder == self) return true;
    if (self.killed) return false;
    throw new IllegalMonitorStateException(self.name() + " is not inside the monitor");
  }
}
