package farkeep.store;

import java.io.IOException;

/// An object whose bytes on disk no longer match its id. The message names object, pack and place.
public class DamagedObjectException extends IOException {
  private static final long serialVersionUID = 1L;

  /// @param message which object, in which pack, where, and what happens now
  public DamagedObjectException(String message) {
    super(message);
  }
}
