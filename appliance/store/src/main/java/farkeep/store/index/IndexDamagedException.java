package farkeep.store.index;

import java.io.IOException;

/// The index file is not what was written. Nothing is lost: it is made anew from the packs.
public class IndexDamagedException extends IOException {
  private static final long serialVersionUID = 1L;

  /// @param message what is wrong, and where
  public IndexDamagedException(String message) {
    super(message);
  }
}
