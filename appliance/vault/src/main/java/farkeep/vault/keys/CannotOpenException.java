package farkeep.vault.keys;

/// Sealed bytes that don't open: the key is missing or another one, or they were altered.
public class CannotOpenException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /// @param message what does not open, and why
  public CannotOpenException(String message) {
    super(message);
  }

  /// @param message what does not open, and why
  /// @param cause what was thrown while opening
  public CannotOpenException(String message, Throwable cause) {
    super(message, cause);
  }
}
