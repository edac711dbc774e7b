package farkeep.testkit.tasks;

import farkeep.objects.port.Tasks;
import java.time.Duration;

/// Other tasks, as they are: what a test changes of them, it overrides.
public class ForwardedTasks implements Tasks {
  private final Tasks tasks;

  /// @param tasks that do it
  public ForwardedTasks(Tasks tasks) {
    this.tasks = tasks;
  }

  @Override
  public Task start(String name, Work work) {
    return tasks.start(name, work);
  }

  @Override
  public void sleep(Duration time) throws InterruptedException {
    tasks.sleep(time);
  }

  @Override
  public void cancelSelf() {
    tasks.cancelSelf();
  }

  @Override
  public Monitor monitor() {
    return tasks.monitor();
  }
}
