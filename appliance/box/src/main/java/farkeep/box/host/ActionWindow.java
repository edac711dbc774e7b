package farkeep.box.host;

import farkeep.objects.port.Clocks;
import farkeep.objects.port.Tasks;
import java.time.Duration;

/// Whether somebody proved lately that they stand before the box, by its button or its console. It
/// goes by the running clock: setting the date opens nothing. Safe for many threads.
public final class ActionWindow {
  /// How long it stays open after it was opened last.
  public static final Duration OPEN_FOR = Duration.ofMinutes(5);

  private final Clocks clocks;
  private final Tasks.Monitor monitor;
  private Duration until;

  /// A closed window.
  public ActionWindow(Tasks tasks, Clocks clocks) {
    this.clocks = clocks;
    this.monitor = tasks.monitor();
    this.until = clocks.running();
  }

  /// Opens it, or has it stay open for the whole time again.
  public void open() {
    try (Tasks.Inside _ = monitor.inside()) {
      until = clocks.running().plus(OPEN_FOR);
    }
  }

  /// How long it is still open; zero when it is closed.
  public Duration left() {
    try (Tasks.Inside _ = monitor.inside()) {
      Duration left = until.minus(clocks.running());
      return left.isNegative() ? Duration.ZERO : left;
    }
  }
}
