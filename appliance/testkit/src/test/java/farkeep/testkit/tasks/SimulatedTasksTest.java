package farkeep.testkit.tasks;

class SimulatedTasksTest extends TasksContract {
  private static final int SEEDS = 20;

  @Override
  protected void inside(Body body) throws Exception {
    for (long seed = 0; seed < SEEDS; seed++) {
      SimulatedTasks tasks = new SimulatedTasks(seed);
      tasks.run(() -> body.run(tasks, tasks));
    }
  }
}
