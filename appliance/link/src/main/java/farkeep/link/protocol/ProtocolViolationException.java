package farkeep.link.protocol;

import java.io.IOException;

/// The peer said something that the protocol does not allow, or stopped in the middle of a word.
/// Close the link: nothing that it says afterwards can be understood.
public class ProtocolViolationException extends IOException {
  private static final long serialVersionUID = 1L;

  /// @param message what was said, and what is allowed
  public ProtocolViolationException(String message) {
    super(message);
  }

  /// @param message what was said, and what is allowed
  /// @param cause why it can't be understood
  public ProtocolViolationException(String message, Throwable cause) {
    super(message, cause);
  }
}
