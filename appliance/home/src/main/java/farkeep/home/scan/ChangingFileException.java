package farkeep.home.scan;

import farkeep.home.posix.Shown;
import farkeep.vault.tree.TreePath;
import java.io.IOException;

/// A file that changed each time it was read.
public class ChangingFileException extends IOException {
  private static final long serialVersionUID = 1L;

  ChangingFileException(TreePath path, int tries) {
    super(
        ("%s: changed while it was read, %d times; its last stable version stays kept, and it is"
                + " read again at the next pass")
            .formatted(Shown.of(path.key().bytes()), tries));
  }
}
