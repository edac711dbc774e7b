package farkeep.link.auth;

import farkeep.objects.port.Clocks;
import farkeep.objects.port.Randomness;
import java.time.Duration;

/// How long to wait before a peer is dialled again: twice as long after each failure, and each time
/// a random part of it, so that those who failed together do not come back together.
///
/// A peer that was there within the last [#SOON] is looked for every [#SOON_WAIT_MAX]: one who has
/// lost its path is back a few seconds after the path is, at the price of a packet or two a second.
/// Later the waits grow to [#WAIT_MAX]. For one task.
public final class Backoff {
  /// The longest first wait.
  public static final Duration WAIT_MIN = Duration.ofMillis(200);

  /// The longest wait as long as the peer was there a short time ago.
  public static final Duration SOON_WAIT_MAX = Duration.ofSeconds(2);

  /// How long a peer counts as one that was there a short time ago.
  public static final Duration SOON = Duration.ofMinutes(15);

  /// The longest of all waits.
  public static final Duration WAIT_MAX = Duration.ofSeconds(60);

  /// A session that lasted this long was a success. Shorter ones don't count: a peer that lets one
  /// in and throws one out is not to be dialled without a pause.
  private static final Duration SUCCESS_MIN = Duration.ofSeconds(10);

  private final Clocks clocks;
  private final Randomness randomness;
  private Duration wantedSince;
  private Duration most = WAIT_MIN;

  /// Begins with the shortest wait.
  public Backoff(Clocks clocks, Randomness randomness) {
    this.clocks = clocks;
    this.randomness = randomness;
    this.wantedSince = clocks.running();
  }

  /// The next wait: at least half of the present measure, at most all of it.
  public Duration next() {
    Duration half = most.dividedBy(2);
    Duration wait = half.plusNanos(randomness.below(half.toNanos() + 1));
    boolean soon = clocks.running().minus(wantedSince).compareTo(SOON) < 0;
    Duration bound = soon ? SOON_WAIT_MAX : WAIT_MAX;
    Duration twice = most.multipliedBy(2);
    most = twice.compareTo(bound) < 0 ? twice : bound;
    return wait;
  }

  /// A session has ended.
  ///
  /// @param began when, on [Clocks#running]
  /// @return whether it lasted long enough to count: then the next wait is the shortest
  public boolean sessionEnded(Duration began) {
    boolean success = clocks.running().minus(began).compareTo(SUCCESS_MIN) >= 0;
    if (success) restart();
    return success;
  }

  /// Begins again with the shortest wait: somebody has asked for the peer.
  public void restart() {
    wantedSince = clocks.running();
    most = WAIT_MIN;
  }
}
