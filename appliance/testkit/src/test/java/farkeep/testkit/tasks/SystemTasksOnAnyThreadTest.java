package farkeep.testkit.tasks;

import farkeep.objects.system.SystemClocks;
import farkeep.objects.system.SystemTasks;

class SystemTasksOnAnyThreadTest extends TasksContract {
  @Override
  protected void inside(Body body) throws Exception {
    body.run(new SystemTasks(), new SystemClocks());
  }
}
