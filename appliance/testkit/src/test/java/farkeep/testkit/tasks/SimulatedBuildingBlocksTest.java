package farkeep.testkit.tasks;

class SimulatedBuildingBlocksTest extends BuildingBlocksContract {
  private static final int SEEDS = 20;

  @Override
  protected void inside(TasksContract.Body body) throws Exception {
    for (long seed = 0; seed < SEEDS; seed++) {
      SimulatedTasks tasks = new SimulatedTasks(seed);
      tasks.run(() -> body.run(tasks, tasks));
    }
  }
}
