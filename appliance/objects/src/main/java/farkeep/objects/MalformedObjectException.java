package farkeep.objects;

/// Bytes that are not what the format says. The message names the field, its value and the bound.
public class MalformedObjectException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  /// @param message what is wrong, where, and which bound it breaks
  public MalformedObjectException(String message) {
    super(message);
  }

  /// @param message what is wrong, where, and which bound it breaks
  /// @param cause what was thrown while reading
  public MalformedObjectException(String message, Throwable cause) {
    super(message, cause);
  }
}
