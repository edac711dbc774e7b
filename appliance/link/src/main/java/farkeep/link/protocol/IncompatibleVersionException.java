package farkeep.link.protocol;

import java.io.IOException;

/// The two sides have no protocol version in common. Dialling again helps only after an update.
public class IncompatibleVersionException extends IOException {
  private static final long serialVersionUID = 1L;

  /// @param message which versions each side speaks, and which side to update
  public IncompatibleVersionException(String message) {
    super(message);
  }
}
