package farkeep.objects.port;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/// Tasks that belong together: the first that fails cancels the others, and none outlives the
/// group. For use in a try-with-resources block. Safe for many threads.
///
/// ```java
/// try (TaskGroup group = new TaskGroup(tasks)) {
///   group.start("read", this::read);
///   group.start("write", this::write);
///   group.join();
/// }
/// ```
public final class TaskGroup implements AutoCloseable {
  private final Tasks tasks;
  private final Tasks.Monitor monitor;
  private final List<Tasks.Task> running = new ArrayList<>();
  private int underWay;
  private @Nullable Throwable failure;
  private boolean stopped;

  /// @param tasks where they run
  public TaskGroup(Tasks tasks) {
    this.tasks = tasks;
    this.monitor = tasks.monitor();
  }

  /// Starts work in the group. In a group that was stopped it is started and cancelled.
  ///
  /// @param name for thread dumps and traces
  public void start(String name, Tasks.Work work) {
    try (Tasks.Inside _ = monitor.inside()) {
      running.removeIf(Tasks.Task::ended);
      underWay++;
      Tasks.Task task = tasks.start(name, () -> run(work));
      running.add(task);
      if (stopped) task.cancel();
    }
  }

  private void run(Tasks.Work work) {
    Throwable thrown = null;
    try {
      work.run();
    } catch (Throwable e) {
      thrown = e;
    } finally {
      end(thrown);
    }
  }

  private void end(@Nullable Throwable thrown) {
    try (Tasks.Inside _ = monitor.inside()) {
      underWay--;
      boolean first = thrown != null && failure == null && !stopped;
      if (first) {
        failure = thrown;
        stop();
      }
      monitor.signalAll();
    }
  }

  /// Cancels all work of the group, at once and for the future; returns without waiting. What the
  /// work throws from then on is not a failure.
  public void stop() {
    try (Tasks.Inside _ = monitor.inside()) {
      stopped = true;
      running.forEach(Tasks.Task::cancel);
    }
  }

  /// Waits until all work has ended.
  ///
  /// @throws ExecutionException one failed first, and the others were cancelled; its cause is what
  ///   it threw
  /// @throws InterruptedException the caller was cancelled; the work goes on until [#close]
  public void join() throws InterruptedException, ExecutionException {
    try (Tasks.Inside _ = monitor.inside()) {
      while (underWay > 0) monitor.await();
      if (failure != null) throw new ExecutionException(failure);
    }
  }

  /// Cancels what still runs and waits for its end, also when the caller is cancelled meanwhile;
  /// its next wait then throws.
  @Override
  public void close() {
    boolean cancelled = false;
    stop();
    try (Tasks.Inside _ = monitor.inside()) {
      while (underWay > 0) {
        try {
          monitor.await();
        } catch (InterruptedException e) {
          cancelled = true;
        }
      }
    }
    if (cancelled) tasks.cancelSelf();
  }
}
