package farkeep.home.node;

import farkeep.home.control.Event;
import farkeep.home.control.ExitCode;
import farkeep.home.engine.NoSuchPathException;
import farkeep.home.engine.NoSuchSnapshotException;
import farkeep.home.replicate.ObjectLostException;
import farkeep.home.replicate.ReplicationException;
import farkeep.home.state.StateInUseException;
import farkeep.link.auth.AuthenticationException;
import farkeep.link.carrier.LinkClosedException;
import farkeep.link.carrier.PinMismatchException;
import farkeep.link.carrier.ProtocolNotOfferedException;
import farkeep.link.pairing.PairingFailedException;
import farkeep.objects.MalformedObjectException;
import farkeep.vault.keys.CannotOpenException;
import farkeep.vault.keys.WrongSheetException;
import java.net.ConnectException;
import java.net.UnknownHostException;

/// What went wrong, as the event that ends a request: the one place that knows which exception has
/// which exit code.
public final class Failure {
  private Failure() {}

  /// The event, with the exception's own words.
  public static Event.Failed of(Exception e) {
    return new Event.Failed(code(e).code(), words(e));
  }

  private static ExitCode code(Exception e) {
    return switch (e) {
      case NotFoundException _, NoSuchSnapshotException _, NoSuchPathException _ ->
          ExitCode.NOT_FOUND;
      case StateInUseException _ -> ExitCode.BUSY;
      case PinMismatchException _, AuthenticationException _, PairingFailedException _ ->
          ExitCode.REFUSED;
      case ProtocolNotOfferedException _ -> ExitCode.REFUSED;
      case ConnectException _, UnknownHostException _ -> ExitCode.UNREACHABLE;
      case ReplicationException.Refused _, WrongSheetException _ -> ExitCode.REFUSED;
      case ReplicationException.Full _ -> ExitCode.FULL;
      case ReplicationException.Paused _ -> ExitCode.PAUSED;
      case ReplicationException.Unreachable unreachable -> reason(unreachable);
      case LinkClosedException _ -> ExitCode.UNREACHABLE;
      case ObjectLostException _, MalformedObjectException _, CannotOpenException _ ->
          ExitCode.DAMAGED;
      case IllegalArgumentException _ -> ExitCode.USAGE;
      default -> ExitCode.TROUBLE;
    };
  }

  /// Nobody was reached, or somebody who is not the box.
  private static ExitCode reason(ReplicationException.Unreachable e) {
    boolean refused =
        e.getCause() instanceof PinMismatchException
            || e.getCause() instanceof AuthenticationException;
    return refused ? ExitCode.REFUSED : ExitCode.UNREACHABLE;
  }

  private static String words(Exception e) {
    return e.getMessage() == null ? e.toString() : e.getMessage();
  }
}
