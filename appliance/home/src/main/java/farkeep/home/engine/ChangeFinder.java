package farkeep.home.engine;

import farkeep.home.posix.FileStat;
import farkeep.home.posix.PosixException;
import farkeep.home.posix.Stamp;
import farkeep.home.scan.Finding;
import farkeep.home.scan.FolderRoot;
import farkeep.home.scan.FolderWalk;
import farkeep.home.scan.WalkFilter;
import farkeep.home.state.SeenFiles;
import farkeep.vault.tree.ByteString;
import farkeep.vault.tree.TreePath;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Compares what is in a folder with what was seen before: both come in order of paths, so one pass
/// over both is enough, and neither is held in memory.
final class ChangeFinder {
  private final FolderRoot root;
  private final SeenFiles seen;
  private final Found found;
  private volatile long lookedAt;
  private Iterator<SeenFiles.Seen> known = List.<SeenFiles.Seen>of().iterator();
  private SeenFiles.@Nullable Seen next;
  private @Nullable TreePath kept;

  /// What is done with what is found; called in order of paths.
  interface Found {
    /// New, or not as it was.
    void changed(Finding.Seen now) throws IOException, InterruptedException;

    /// It was there before, and is no longer.
    void gone(TreePath path) throws IOException, InterruptedException;

    /// It can't be looked at, so nothing is known of it and of what is below.
    void problem(TreePath path, String reason);
  }

  ChangeFinder(FolderRoot root, SeenFiles seen, Found found) {
    this.root = root;
    this.seen = seen;
    this.found = found;
  }

  /// Looks at scopes that are in order and apart.
  void run(List<Scope> scopes) throws IOException, InterruptedException {
    for (Scope scope : scopes) {
      if (scope.deep()) {
        walk(scope.path());
      } else {
        lookAt(scope.path());
      }
    }
  }

  /// How many paths were looked at so far.
  long lookedAt() {
    return lookedAt;
  }

  private void lookAt(TreePath path) throws IOException, InterruptedException {
    Stamp before = seen.find(path.key());
    try {
      Optional<FileStat> stat = root.look(path);
      lookedAt++;
      if (stat.isPresent() && !stat.get().stamp().equals(before)) {
        found.changed(new Finding.Seen(path, stat.get()));
      } else if (stat.isEmpty() && before != null) {
        found.gone(path);
      }
    } catch (PosixException e) {
      found.problem(path, String.valueOf(e.getMessage()));
    }
  }

  private void walk(TreePath from) throws IOException, InterruptedException {
    known = seen.under(from.key());
    kept = null;
    advance();
    try (FolderWalk walk = root.walk(from, WalkFilter.ALL)) {
      for (var finding = walk.next(); finding.isPresent(); finding = walk.next()) {
        lookedAt++;
        take(finding.get());
      }
    }
    while (next != null) passOver(next.path());
  }

  private void take(Finding finding) throws IOException, InterruptedException {
    ByteString path = finding.path().key();
    while (next != null && next.path().compareTo(path) < 0) passOver(next.path());
    switch (finding) {
      case Finding.Seen now -> compare(now);
      case Finding.Unreadable(var where, var reason) -> keep(where, reason);
      case Finding.LeftOut(var where, var why) -> leaveOut(where, why);
    }
  }

  private void compare(Finding.Seen now) throws IOException, InterruptedException {
    Stamp before = null;
    if (next != null && next.path().equals(now.path().key())) {
      before = next.stamp();
      advance();
    }
    if (!now.stat().stamp().equals(before)) found.changed(now);
  }

  private void leaveOut(TreePath path, Finding.Why why) {
    if (why == Finding.Why.SOCKET) return;
    // what was kept from below a mount point is still below it, only out of sight
    keep(path, why.text());
  }

  private void keep(TreePath path, String reason) {
    kept = path;
    found.problem(path, reason);
  }

  private void passOver(ByteString path) throws IOException, InterruptedException {
    TreePath known = new TreePath(path);
    advance();
    TreePath keeps = kept;
    if (keeps != null && (known.equals(keeps) || known.isBelow(keeps))) return;
    found.gone(known);
  }

  private void advance() {
    next = known.hasNext() ? known.next() : null;
  }
}
