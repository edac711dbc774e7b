package farkeep.home.engine;

import java.io.IOException;

/// The box keeps no snapshot of the moment that was asked for.
public final class NoSuchSnapshotException extends IOException {
  private static final long serialVersionUID = 1L;

  NoSuchSnapshotException(String message) {
    super(message);
  }
}
