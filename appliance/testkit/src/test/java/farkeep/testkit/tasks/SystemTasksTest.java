package farkeep.testkit.tasks;

class SystemTasksTest extends TasksContract {
  @Override
  protected void inside(Body body) throws Exception {
    InSystemTasks.run(body);
  }
}
