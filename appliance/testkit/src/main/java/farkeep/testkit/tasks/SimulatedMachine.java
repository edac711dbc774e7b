package farkeep.testkit.tasks;

import farkeep.objects.port.Clocks;
import farkeep.objects.port.Tasks;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// One computer of a simulation: tasks that die together, and a wall clock that may be wrong.
public final class SimulatedMachine implements Tasks, Clocks {
  private static final Instant FIRST = Instant.parse("2026-01-01T00:00:00Z");

  private final Scheduler scheduler;
  private final String name;
  private final List<SimulatedTask> tasks = new ArrayList<>();
  private Duration wallAhead = Duration.ZERO;

  SimulatedMachine(Scheduler scheduler, String name) {
    this.scheduler = scheduler;
    this.name = name;
  }

  @Override
  public Task start(String taskName, Work work) {
    return startHere(taskName, work);
  }

  SimulatedTask startHere(String taskName, Work work) {
    tasks.removeIf(SimulatedTask::ended);
    SimulatedTask task = scheduler.start(name + "/" + taskName, work);
    tasks.add(task);
    scheduler.letOthersRun("starts " + task.name());
    return task;
  }

  /// Stops every task of this machine where it stands, as a power cut does: each throws an `Error`
  /// from its wait, and from every later use of the port, until it has unwound. Bring the machine's
  /// disk and links down first; what unwinds may still touch them. Not for one of its own tasks.
  public void kill() {
    scheduler.note("kills " + name);
    tasks.forEach(scheduler::kill);
    tasks.clear();
  }

  /// Sets this machine's wall clock; running time is not touched.
  public void setWall(Instant now) {
    wallAhead = Duration.between(FIRST.plus(running()), now);
  }

  @Override
  public Instant wall() {
    return FIRST.plus(running()).plus(wallAhead);
  }

  @Override
  public Duration running() {
    return Duration.ofNanos(scheduler.nowNanos());
  }

  @Override
  public void sleep(Duration time) throws InterruptedException {
    scheduler.sleep(time);
  }

  @Override
  public void cancelSelf() {
    scheduler.current().cancelled = true;
  }

  @Override
  public Monitor monitor() {
    return new SimulatedMonitor(scheduler);
  }
}
