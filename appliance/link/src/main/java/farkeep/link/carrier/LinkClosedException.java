package farkeep.link.carrier;

import java.io.IOException;

/// A link or stream that is gone: closed, reset, timed out, or cut by the network. Dial again.
public class LinkClosedException extends IOException {
  private static final long serialVersionUID = 1L;

  /// @param message which link, why, and what happens now
  public LinkClosedException(String message) {
    super(message);
  }

  /// @param message which link, why, and what happens now
  /// @param cause what the carrier said
  public LinkClosedException(String message, Throwable cause) {
    super(message, cause);
  }

  /// The same once more, for another caller who meets it: with that caller's stack.
  public LinkClosedException again() {
    return new LinkClosedException(getMessage(), this);
  }
}
