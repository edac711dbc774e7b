package farkeep.link.auth;

import farkeep.link.carrier.Link;
import farkeep.objects.port.Tasks;
import java.time.Duration;

/// Closes a link that is not done with something in time; closing the deadline lets the link be.
/// For use in a try-with-resources block.
public final class LinkDeadline implements AutoCloseable {
  private final Tasks.Task task;
  private volatile boolean missed;

  /// Begins to count.
  public LinkDeadline(Tasks tasks, Link link, Duration most) {
    this.task =
        tasks.start(
            "link deadline",
            () -> {
              tasks.sleep(most);
              missed = true;
              link.close();
            });
  }

  /// Whether it has closed the link.
  public boolean missed() {
    return missed;
  }

  @Override
  public void close() {
    task.cancel();
  }
}
