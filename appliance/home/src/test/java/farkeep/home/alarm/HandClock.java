package farkeep.home.alarm;

import farkeep.objects.port.Clocks;
import java.time.Duration;
import java.time.Instant;

/// A clock that the test moves.
final class HandClock implements Clocks {
  static final Instant START = Instant.parse("2027-01-03T12:00:00Z");

  private Duration now = Duration.ZERO;

  void pass(Duration time) {
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
