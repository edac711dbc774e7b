package farkeep.home.replicate;

import java.time.Duration;

/// How long one waits for a box that is not reached.
///
/// @param waitMax after that, whoever waits gets [ReplicationException.Unreachable]
/// @param retryMin wait before the second attempt; doubles with each
/// @param retryMax longest wait between attempts
public record Patience(Duration waitMax, Duration retryMin, Duration retryMax) {
  /// For a command that somebody waits for.
  public static final Patience COMMAND =
      new Patience(Duration.ofSeconds(30), Duration.ofMillis(200), Duration.ofSeconds(5));

  /// For the daemon, which has time.
  public static final Patience DAEMON =
      new Patience(Duration.ofMinutes(10), Duration.ofMillis(200), Duration.ofSeconds(30));
}
