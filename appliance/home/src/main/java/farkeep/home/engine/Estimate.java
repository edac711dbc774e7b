package farkeep.home.engine;

import farkeep.home.posix.FileKind;
import farkeep.home.scan.Finding;
import farkeep.home.scan.FolderRoot;
import farkeep.home.state.SeenFiles;
import farkeep.vault.tree.TreePath;
import java.io.IOException;

/// What a pass over a folder would come to.
///
/// @param lookedAt paths that there are
/// @param changed paths that are new, changed or gone
/// @param files files among them
/// @param readBytes bytes of those files
public record Estimate(long lookedAt, long changed, long files, long readBytes) {
  /// A pass that does nothing.
  public static final Estimate NOTHING = new Estimate(0, 0, 0, 0);

  /// The same with more files to read.
  public Estimate plus(long moreFiles, long moreBytes) {
    return new Estimate(lookedAt, changed + moreFiles, files + moreFiles, readBytes + moreBytes);
  }

  static Estimate of(FolderBinding binding, SeenFiles seen)
      throws IOException, InterruptedException {
    Counting counting = new Counting();
    try (FolderRoot root = FolderRoot.open(binding.path())) {
      ChangeFinder finder = new ChangeFinder(root, seen, counting);
      finder.run(Scope.ALL);
      return new Estimate(finder.lookedAt(), counting.changed, counting.files, counting.bytes);
    }
  }

  private static final class Counting implements ChangeFinder.Found {
    private long changed;
    private long files;
    private long bytes;

    @Override
    public void changed(Finding.Seen now) {
      changed++;
      if (now.stat().kind() != FileKind.REGULAR) return;
      files++;
      bytes += now.stat().sizeBytes();
    }

    @Override
    public void gone(TreePath path) {
      changed++;
    }

    @Override
    public void problem(TreePath path, String reason) {
      // the pass itself tells it
    }
  }
}
