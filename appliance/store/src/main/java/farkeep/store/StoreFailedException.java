package farkeep.store;

import java.io.IOException;

/// The store takes no more writes, for an earlier write or force failed: what was not yet
/// acknowledged is in doubt, and only a new process sees what the disk really holds.
public class StoreFailedException extends IOException {
  private static final long serialVersionUID = 1L;

  /// @param message what failed, and what to do
  /// @param cause the failure that came first
  public StoreFailedException(String message, Throwable cause) {
    super(message, cause);
  }
}
