package farkeep.box.health;

import farkeep.objects.port.Tasks;
import java.time.Duration;

/// Wakes whoever looks after the box when something has changed. Safe for many threads.
public final class Alarm {
  private final Tasks.Monitor monitor;
  private boolean changed;
  private boolean damaged;

  /// @param tasks where it is waited for
  public Alarm(Tasks tasks) {
    this.monitor = tasks.monitor();
  }

  /// Takes note that something has changed.
  public void changed() {
    try (Tasks.Inside _ = monitor.inside()) {
      changed = true;
      monitor.signalAll();
    }
  }

  /// Takes note that stored bytes were found damaged.
  public void damageFound() {
    try (Tasks.Inside _ = monitor.inside()) {
      damaged = true;
      changed = true;
      monitor.signalAll();
    }
  }

  /// Whether stored bytes were found damaged since the box was started.
  boolean damaged() {
    try (Tasks.Inside _ = monitor.inside()) {
      return damaged;
    }
  }

  /// Waits for the next change, but not for longer than this.
  public void await(Duration most) throws InterruptedException {
    try (Tasks.Inside _ = monitor.inside()) {
      if (!changed) monitor.await(most);
      changed = false;
    }
  }
}
