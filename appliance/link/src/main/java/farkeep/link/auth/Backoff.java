package farkeep.link.auth;

import farkeep.objects.port.Randomness;
import java.time.Duration;

/// How long to wait before trying again: twice as long after each failure, between [#WAIT_MIN] and
/// [#WAIT_MAX], and each time a random part of it, so that those who failed together do not come
/// back together. For one task.
public final class Backoff {
  /// The longest first wait.
  public static final Duration WAIT_MIN = Duration.ofMillis(200);

  /// The longest of all waits.
  public static final Duration WAIT_MAX = Duration.ofSeconds(60);

  private final Randomness randomness;
  private Duration most = WAIT_MIN;

  /// Begins with the shortest wait.
  public Backoff(Randomness randomness) {
    this.randomness = randomness;
  }

  /// The next wait: at least half of the present measure, at most all of it.
  public Duration next() {
    Duration half = most.dividedBy(2);
    Duration wait = half.plusNanos(randomness.below(half.toNanos() + 1));
    Duration twice = most.multipliedBy(2);
    most = twice.compareTo(WAIT_MAX) < 0 ? twice : WAIT_MAX;
    return wait;
  }

  /// Begins again with the shortest wait, after a success.
  public void reset() {
    most = WAIT_MIN;
  }
}
