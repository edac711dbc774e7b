package farkeep.box.control;

import java.io.IOException;

/// No box runs on this data directory.
public class NotRunningException extends IOException {
  private static final long serialVersionUID = 1L;

  /// @param message which directory, and what to do
  public NotRunningException(String message) {
    super(message);
  }
}
