package farkeep.testkit.tasks;

import farkeep.objects.system.SystemClocks;
import farkeep.objects.system.SystemTasks;
import java.util.concurrent.ExecutionException;

final class InSystemTasks {
  static void run(TasksContract.Body body) throws Exception {
    SystemTasks tasks = new SystemTasks();
    try {
      tasks.start("test", () -> body.run(tasks, new SystemClocks())).join();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof AssertionError wrong) throw wrong;
      throw e;
    }
  }

  private InSystemTasks() {}
}
