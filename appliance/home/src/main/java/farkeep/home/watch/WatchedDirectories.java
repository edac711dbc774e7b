package farkeep.home.watch;

import farkeep.home.posix.Directory;
import farkeep.home.posix.Errno;
import farkeep.home.posix.FileKind;
import farkeep.home.posix.Inotify;
import farkeep.home.posix.PosixException;
import farkeep.home.scan.Finding;
import farkeep.home.scan.FolderRoot;
import farkeep.home.scan.FolderWalk;
import farkeep.home.scan.WalkFilter;
import farkeep.home.watch.FolderWatch.Coverage;
import farkeep.vault.tree.TreePath;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/// Which directory each watch of the kernel stands for, those that have been quiet longest first.
final class WatchedDirectories {
  private final Inotify inotify;
  private final FolderRoot root;
  private final WalkFilter filter;
  private final int watchesMax;
  private final Map<Integer, TreePath> pathOf = new LinkedHashMap<>(16, 0.75f, true);
  private final NavigableMap<TreePath, Integer> watchOf = new TreeMap<>();
  private int unwatched;

  WatchedDirectories(Inotify inotify, FolderRoot root, WalkFilter filter, int watchesMax) {
    this.inotify = inotify;
    this.root = root;
    this.filter = filter;
    this.watchesMax = watchesMax;
  }

  /// The directory that a watch stands for, which counts as active by that.
  synchronized Optional<TreePath> active(int watch) {
    return Optional.ofNullable(pathOf.get(watch));
  }

  /// Watches a directory and those below it, as far as watches go.
  void addTree(TreePath top) throws PosixException {
    try (FolderWalk walk = root.walk(top, filter)) {
      for (Optional<Finding> next = walk.next(); next.isPresent(); next = walk.next()) {
        if (next.get() instanceof Finding.Seen seen
            && seen.stat().kind() == FileKind.DIRECTORY
            && !add(seen.path())) {
          countUnwatched();
        }
      }
    }
  }

  private synchronized void countUnwatched() {
    unwatched++;
  }

  /// Watches a directory in place of the one that has been quiet longest, if need be.
  synchronized void heat(TreePath directory) throws PosixException {
    if (watchOf.containsKey(directory) || add(directory)) return;
    if (pathOf.isEmpty()) return;
    int coldest = pathOf.keySet().iterator().next();
    remove(coldest);
    add(directory);
  }

  /// @return false when there are no more watches
  private synchronized boolean add(TreePath path) throws PosixException {
    if (watchOf.containsKey(path)) return true;
    if (watchOf.size() >= watchesMax) return false;
    try (Directory directory = root.directory(path)) {
      int watch = inotify.add(directory);
      TreePath before = pathOf.put(watch, path);
      if (before != null) watchOf.remove(before);
      watchOf.put(path, watch);
      return true;
    } catch (PosixException refused) {
      if (refused.is(Errno.ENOSPC)) return false;
      // gone, or not to be read: the walk tells
      if (FolderRoot.isGone(refused) || refused.is(Errno.EACCES)) return true;
      throw refused;
    }
  }

  /// Forgets a directory and those below it.
  synchronized void removeTree(TreePath top) {
    List<Integer> gone = new ArrayList<>();
    for (var entry : watchOf.tailMap(top, true).entrySet()) {
      boolean inside = entry.getKey().equals(top) || entry.getKey().isBelow(top);
      if (!inside) break;
      gone.add(entry.getValue());
    }
    gone.forEach(this::remove);
  }

  private void remove(int watch) {
    TreePath path = pathOf.remove(watch);
    if (path == null) return;
    watchOf.remove(path);
    inotify.remove(watch);
  }

  /// The kernel has given a watch up.
  synchronized void forget(int watch) {
    TreePath path = pathOf.remove(watch);
    if (path != null) watchOf.remove(path, watch);
  }

  /// Forgets all.
  synchronized void clear() {
    List.copyOf(pathOf.keySet()).forEach(this::remove);
    unwatched = 0;
  }

  synchronized Coverage coverage() {
    return new Coverage(watchOf.size(), unwatched);
  }
}
