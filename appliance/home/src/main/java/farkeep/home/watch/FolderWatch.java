package farkeep.home.watch;

import farkeep.vault.tree.TreePath;
import java.io.Closeable;
import java.util.NavigableSet;

/// Says which parts of a folder to look at again. Reports may be too many, never too few: what no
/// event told, a [Batch#scanAll] finds. One task waits; others may call the rest.
public interface FolderWatch extends Closeable {
  /// Waits until something is to be looked at. The first change after a quiet time comes after
  /// [ChangeGatherer#FIRST_WAIT], those that follow are gathered.
  ///
  /// @throws InterruptedException the task was cancelled, or the watch closed
  Batch next() throws InterruptedException;

  /// A scan of everything has ended: sets when the next one is due.
  ///
  /// @param foundChanges whether it found what no event had told
  void scanned(boolean foundChanges);

  /// Something changed in a directory that no event told of: from now on it is watched, if need be
  /// in place of the one that has been quiet longest.
  void heat(TreePath directory);

  /// How much of the folder is watched.
  Coverage coverage();

  /// What to look at.
  ///
  /// @param paths each by itself, not what is below it; it may be gone
  /// @param trees each with all that is below it
  /// @param scanAll why everything is to be scanned; empty when it needn't
  record Batch(NavigableSet<TreePath> paths, NavigableSet<TreePath> trees, String scanAll) {
    /// Whether everything is to be scanned.
    public boolean isScanAll() {
      return !scanAll.isEmpty();
    }
  }

  /// How much of a folder is watched.
  ///
  /// @param watched directories whose changes are told
  /// @param unwatched directories that only scans look at, because there are no more watches: raise
  ///   `fs.inotify.max_user_watches`
  record Coverage(int watched, int unwatched) {
    /// Whether every directory is watched.
    public boolean isComplete() {
      return unwatched == 0;
    }
  }
}
