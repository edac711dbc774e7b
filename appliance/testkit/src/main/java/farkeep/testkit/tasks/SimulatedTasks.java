package farkeep.testkit.tasks;

import farkeep.objects.port.Clocks;
import farkeep.objects.port.Randomness;
import farkeep.objects.port.Tasks;
import farkeep.testkit.SeededRandomness;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// Tasks of which exactly one runs at a time, the next one chosen by a seed whenever one waits,
/// enters a monitor, starts another or ends. The same seed and the same code take the same steps.
///
/// Time is virtual: it stands still while anything can run, then jumps to the next moment somebody
/// waits for. Where nobody can ever run again, the run fails and names who waits for what. Waits in
/// monitors now and then end for no reason, as the port allows.
///
/// All state that tasks share must be touched under this port's monitors only; a task that blocks
/// in another way stops the world, which is noticed after [#REAL_STALL].
public final class SimulatedTasks implements Tasks, Clocks {
  /// Steps after which a run is taken for endless.
  public static final long STEPS_MAX = 50_000_000;

  /// Real time without a step after which a task is taken to block outside the port.
  public static final Duration REAL_STALL = Duration.ofSeconds(60);

  private final Scheduler scheduler;
  private final SimulatedMachine main;
  private final Randomness randomness;

  /// @param seed decides every choice
  public SimulatedTasks(long seed) {
    this(seed, STEPS_MAX);
  }

  /// @param seed decides every choice
  /// @param stepsMax steps after which a run is taken for endless
  public SimulatedTasks(long seed, long stepsMax) {
    this.randomness = new SeededRandomness(seed ^ 0x5eed);
    this.scheduler = new Scheduler(seed, stepsMax);
    this.main = new SimulatedMachine(scheduler, "main");
  }

  /// Runs the body as a task, and everything it starts, until all have ended. May be called again;
  /// time goes on from where it was.
  ///
  /// @throws SimulationFailedError the body failed, a task failed that nobody joined, all wait for
  ///   ever, or the steps are used up; the message names the seed and the last steps
  public void run(Work body) {
    scheduler.runAll(main.startHere("body", body));
  }

  /// A machine of its own: tasks that can be killed together, and a wall clock.
  public SimulatedMachine machine(String name) {
    return new SimulatedMachine(scheduler, name);
  }

  /// Randomness from the same seed: one source for all.
  public Randomness randomness() {
    return randomness;
  }

  /// Adds a line to the trace.
  public void note(String what) {
    scheduler.note(what);
  }

  /// A number that two runs share only if they took the same steps.
  public long fingerprint() {
    return scheduler.trace().fingerprint();
  }

  /// The last steps, [Trace#STEPS_KEPT_MAX] at most, oldest first.
  public List<String> lastSteps() {
    return scheduler.trace().lastSteps();
  }

  @Override
  public Task start(String name, Work work) {
    return main.start(name, work);
  }

  @Override
  public void sleep(Duration time) throws InterruptedException {
    main.sleep(time);
  }

  @Override
  public void cancelSelf() {
    main.cancelSelf();
  }

  @Override
  public Monitor monitor() {
    return main.monitor();
  }

  @Override
  public Instant wall() {
    return main.wall();
  }

  @Override
  public Duration running() {
    return main.running();
  }
}
