package farkeep.simulation;

import farkeep.testkit.tasks.SimulatedTasks;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// One run of a plan: machines are set up, the plan's operations happen, then all is mended and
/// must converge.
final class Run {
  private static final int LIES_ONE_OF = 8;

  private final Plan plan;
  private final Beginning beginning;
  private final World world;
  private final List<HomeMachine> homes = new ArrayList<>();
  private final List<BoxMachine> boxes = new ArrayList<>();

  /// How a run ended.
  ///
  /// @param fingerprint the same for two runs only if they took the same steps
  /// @param failure what went wrong
  /// @param notes the last of what happened
  record Outcome(
      long fingerprint, Optional<Throwable> failure, Counts counts, List<String> notes) {}

  private Run(Plan plan, Beginning beginning, World world) {
    this.plan = plan;
    this.beginning = beginning;
    this.world = world;
  }

  /// Runs a plan.
  static Outcome of(Plan plan) {
    Beginning beginning = Beginning.of(plan);
    SimulatedTasks tasks = new SimulatedTasks(plan.seed());
    World world = world(tasks);
    Optional<Throwable> failure = Optional.empty();
    try {
      tasks.run(() -> new Run(plan, beginning, world).run());
    } catch (AssertionError e) {
      failure = Optional.of(e);
    }
    return new Outcome(tasks.fingerprint(), failure, world.counts(), world.notes());
  }

  private static World world(SimulatedTasks tasks) {
    try {
      return new World(tasks, Scratch.forRun());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void run() throws Exception {
    setUp();
    Chaos chaos = new Chaos(world, homes, boxes);
    for (Operation operation : plan.operations()) {
      world.counts().operations++;
      world.note("operation " + operation);
      chaos.happen(operation);
      world.tasks().sleep(operation.pause());
      world.check();
    }
    chaos.end();
    new Calm(world, homes, boxes).come(plan.seed());
    world.check();
  }

  private void setUp() throws IOException {
    for (int i = 1; i <= plan.boxes(); i++) {
      boolean lies = plan.liar() && i == plan.boxes();
      BoxMachine box =
          new BoxMachine(
              world, i, lies ? Optional.of(new Lies(plan.seed(), LIES_ONE_OF)) : Optional.empty());
      box.begin(beginning.boxes().get(i - 1));
      if (plan.dialling()) box.dial(homeNames());
      box.start();
      boxes.add(box);
    }
    for (int i = 1; i <= plan.homes(); i++) {
      homes.add(HomeMachine.begin(world, i, beginning.homes().get(i - 1), plan.dialling()));
    }
  }

  private List<String> homeNames() {
    return IntStream.rangeClosed(1, plan.homes()).mapToObj(HomeMachine::name).toList();
  }
}
