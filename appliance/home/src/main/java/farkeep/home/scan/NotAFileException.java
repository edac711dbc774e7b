package farkeep.home.scan;

import farkeep.home.posix.FileKind;
import farkeep.home.posix.Shown;
import farkeep.vault.tree.TreePath;
import java.io.IOException;
import java.util.Locale;

/// Something without content where a file was to be read: it was replaced meanwhile.
public class NotAFileException extends IOException {
  private static final long serialVersionUID = 1L;

  NotAFileException(FileKind kind, TreePath path) {
    super(
        "%s: is no file any more but a %s; look at it again"
            .formatted(
                Shown.of(path.key().bytes()),
                kind.name().toLowerCase(Locale.ROOT).replace('_', ' ')));
  }
}
