package farkeep.home.replicate;

import farkeep.link.auth.AuthenticationException;
import farkeep.link.auth.LateProofException;
import farkeep.link.carrier.PinMismatchException;
import farkeep.link.carrier.ProtocolNotOfferedException;
import farkeep.link.protocol.IncompatibleVersionException;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// How long one waits for a box that is not reached.
///
/// @param waitMax after that, whoever waits gets [ReplicationException.Unreachable]
/// @param wrongMax the same where somebody answers who is not that box, or who does not want this
///   home: an answer that rarely becomes another one
public record Patience(Duration waitMax, Duration wrongMax) {
  /// For a command that somebody waits for.
  public static final Patience COMMAND =
      new Patience(Duration.ofSeconds(30), Duration.ofSeconds(2));

  /// For the daemon, which has time.
  public static final Patience DAEMON =
      new Patience(Duration.ofMinutes(10), Duration.ofSeconds(10));

  /// How long one waits after this problem.
  Duration after(@Nullable IOException problem) {
    boolean answered =
        (problem instanceof AuthenticationException && !(problem instanceof LateProofException))
            || problem instanceof PinMismatchException
            || problem instanceof ProtocolNotOfferedException
            || problem instanceof IncompatibleVersionException;
    return answered && wrongMax.compareTo(waitMax) < 0 ? wrongMax : waitMax;
  }
}
