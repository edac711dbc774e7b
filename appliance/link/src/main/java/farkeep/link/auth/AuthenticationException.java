package farkeep.link.auth;

import java.io.IOException;

/// The two ends of a link did not find to each other: a proof was wrong or late, or one does not
/// want the other. The link is closed.
public class AuthenticationException extends IOException {
  private static final long serialVersionUID = 1L;

  /// @param message what happened and what to do; says nothing that a stranger could use
  public AuthenticationException(String message) {
    super(message);
  }

  /// @param message what happened and what to do; says nothing that a stranger could use
  /// @param cause what broke
  public AuthenticationException(String message, Throwable cause) {
    super(message, cause);
  }
}
