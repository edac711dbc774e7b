package farkeep.home.engine;

import farkeep.home.posix.Shown;
import farkeep.vault.tree.TreePath;
import java.io.IOException;

/// A path was not there at a snapshot. The message says which, and what to do.
public final class NoSuchPathException extends IOException {
  private static final long serialVersionUID = 1L;

  /// @param sequence of the snapshot that was looked at
  public NoSuchPathException(TreePath path, long sequence) {
    super(
        "%s was not there in snapshot #%d; `farkeep history` shows when it was"
            .formatted(Shown.of(path.key().bytes()), sequence));
  }
}
