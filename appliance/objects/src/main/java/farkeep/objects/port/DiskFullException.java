package farkeep.objects.port;

import java.io.IOException;

/// No room on the disk. What was being written may be there in part.
public class DiskFullException extends IOException {
  private static final long serialVersionUID = 1L;

  /// @param message what was written, and where
  /// @param cause what the system said
  public DiskFullException(String message, Throwable cause) {
    super(message, cause);
  }
}
