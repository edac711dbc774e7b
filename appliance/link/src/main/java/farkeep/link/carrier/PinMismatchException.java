package farkeep.link.carrier;

import java.io.IOException;

/// Somebody answered who is not the listener that was expected.
public class PinMismatchException extends IOException {
  private static final long serialVersionUID = 1L;

  /// @param message where, which pin was expected, which one was seen, and what to do
  public PinMismatchException(String message) {
    super(message);
  }
}
