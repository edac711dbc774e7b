package farkeep.home.restore;

import farkeep.home.posix.Shown;
import farkeep.vault.tree.TreePath;
import java.io.IOException;

/// Something that is not to be replaced has the name already. Nothing was changed.
public class TargetExistsException extends IOException {
  private static final long serialVersionUID = 1L;

  TargetExistsException(TreePath path) {
    super(
        Shown.of(path.key().bytes())
            + ": exists already and was left as it is; restore to another directory, or say that"
            + " existing files are to be replaced");
  }
}
