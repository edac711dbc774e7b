package farkeep.link.carrier;

import java.time.Duration;

/// Notices that a peer is gone long before the idle time is over: a living peer acknowledges what
/// it gets within a round trip, so when packets go out for [#SILENCE_MAX] and none comes back, it
/// is taken to be gone. A link on which nobody has anything to say is left alone. Used by one task.
public final class Silence {
  /// How long packets may go out without one coming back.
  public static final Duration SILENCE_MAX = Duration.ofSeconds(4);

  /// How often to look.
  public static final Duration LOOK = Duration.ofMillis(500);

  private long receivedPackets = -1;
  private long sentPackets;
  private Duration unansweredSince = Duration.ZERO;
  private boolean unanswered;

  /// Looks at the packets counted so far.
  ///
  /// @param now on a clock that only runs forward
  /// @return whether the peer is taken to be gone
  public boolean isGone(long received, long sent, Duration now) {
    if (received != receivedPackets) {
      receivedPackets = received;
      sentPackets = sent;
      unanswered = false;
    } else if (sent != sentPackets && !unanswered) {
      unanswered = true;
      unansweredSince = now;
    }
    return unanswered && now.minus(unansweredSince).compareTo(SILENCE_MAX) > 0;
  }
}
