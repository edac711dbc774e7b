package farkeep.testkit.tasks;

class BuildingBlocksTest extends BuildingBlocksContract {
  @Override
  protected void inside(TasksContract.Body body) throws Exception {
    InSystemTasks.run(body);
  }
}
