package farkeep.link.auth;

/// The other side has not proven who it is in the time for it: it may be a wrong one, and may as
/// well be the right one at the end of a bad line. The link is closed.
public final class LateProofException extends AuthenticationException {
  private static final long serialVersionUID = 1L;

  /// @param message from where nothing came, and how long was waited
  /// @param cause what broke
  public LateProofException(String message, Throwable cause) {
    super(message, cause);
  }
}
