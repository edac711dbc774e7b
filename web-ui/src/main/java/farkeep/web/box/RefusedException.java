package farkeep.web.box;

/// An action can't be done now. The message is one sentence for the host, in their language: why,
/// and what to do.
public final class RefusedException extends Exception {
  private static final long serialVersionUID = 1;

  public RefusedException(String message) {
    super(message);
  }
}
