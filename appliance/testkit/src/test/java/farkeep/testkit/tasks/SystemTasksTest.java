package farkeep.testkit.tasks;

import farkeep.objects.system.SystemClocks;
import farkeep.objects.system.SystemTasks;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Nested;

class SystemTasksTest {
  private static void inTask(TasksContract.Body body) throws Exception {
    SystemTasks tasks = new SystemTasks();
    try {
      tasks.start("test", () -> body.run(tasks, new SystemClocks())).join();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof AssertionError wrong) throw wrong;
      throw e;
    }
  }

  @Nested
  class InATask extends TasksContract {
    @Override
    protected void inside(Body body) throws Exception {
      inTask(body);
    }
  }

  @Nested
  class OnAnyThread extends TasksContract {
    @Override
    protected void inside(Body body) throws Exception {
      body.run(new SystemTasks(), new SystemClocks());
    }
  }

  @Nested
  class BuildingBlocks extends BuildingBlocksContract {
    @Override
    protected void inside(TasksContract.Body body) throws Exception {
      inTask(body);
    }
  }
}
