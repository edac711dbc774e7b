package farkeep.box;

import farkeep.objects.port.Tasks;
import org.jspecify.annotations.Nullable;

/// Why and when a box ends. The first reason counts. Safe for many threads.
final class Ending {
  private final Tasks.Monitor monitor;
  private @Nullable Reason reason;

  Ending(Tasks tasks) {
    this.monitor = tasks.monitor();
  }

  /// Why a box ends.
  sealed interface Reason {
    /// Somebody asked for it.
    record Stopped() implements Reason {}

    /// It can't go on; a new start may.
    record Failed(String why) implements Reason {}
  }

  /// Ends the box.
  void end(Reason why) {
    try (Tasks.Inside _ = monitor.inside()) {
      if (reason == null) reason = why;
      monitor.signalAll();
    }
  }

  /// Waits for the end.
  Reason await() throws InterruptedException {
    try (Tasks.Inside _ = monitor.inside()) {
      while (reason == null) monitor.await();
      return reason;
    }
  }
}
