package farkeep.home.alarm;

import farkeep.objects.port.Clocks;
import java.time.Duration;
import java.time.Instant;

/// Both clocks of a machine that is awake; the test moves them.
public final class HandClock implements Clocks {
  /// When the test begins.
  public static final Instant START = Instant.parse("2027-01-03T12:00:00Z");

  private volatile Duration now = Duration.ZERO;

  /// Lets time pass.
  public void pass(Duration time) {
    now = now.plus(time);
  }

  @Override
  public Instant wall() {
    return START.plus(now);
  }

  @Override
  public Duration running() {
    return now;
  }
}
