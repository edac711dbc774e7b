package farkeep.objects.port;

import java.io.IOException;

/// A lock that somebody else holds.
public class AlreadyLockedException extends IOException {
  private static final long serialVersionUID = 1L;

  /// @param message what is locked, and what to do
  public AlreadyLockedException(String message) {
    super(message);
  }
}
