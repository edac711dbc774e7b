package farkeep.link.carrier;

import java.net.ConnectException;

/// Nothing came back from an address within the time of a handshake. No `SocketTimeoutException`:
/// that is an `InterruptedIOException`, and so would be taken for a cancel.
public class NobodyAnsweredException extends ConnectException {
  private static final long serialVersionUID = 1L;

  /// @param message where, for how long it was waited, and what to check
  public NobodyAnsweredException(String message) {
    super(message);
  }
}
