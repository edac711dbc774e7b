package farkeep.testkit.tasks;

import farkeep.objects.port.Clocks;
import java.time.Duration;
import java.time.Instant;

/// Both clocks of a machine that was switched on an hour ago; the test moves them. For one thread.
public final class HandClock implements Clocks {
  private Instant wall;
  private Duration running = Duration.ofHours(1);

  /// @param start what the wall clock shows at first
  public HandClock(Instant start) {
    this.wall = start;
  }

  /// Lets time pass.
  public void pass(Duration time) {
    jump(time);
    running = running.plus(time);
  }

  /// Sets the wall clock forward, or back, while no time passes.
  public void jump(Duration by) {
    wall = wall.plus(by);
  }

  @Override
  public Instant wall() {
    return wall;
  }

  @Override
  public Duration running() {
    return running;
  }
}
