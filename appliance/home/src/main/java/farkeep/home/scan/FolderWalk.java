package farkeep.home.scan;

import farkeep.home.posix.Directory;
import farkeep.home.posix.FileKind;
import farkeep.home.posix.FileStat;
import farkeep.home.posix.PosixException;
import farkeep.home.scan.Finding.LeftOut;
import farkeep.home.scan.Finding.Seen;
import farkeep.home.scan.Finding.Unreadable;
import farkeep.home.scan.Finding.Why;
import farkeep.objects.Limits;
import farkeep.vault.tree.ByteString;
import farkeep.vault.tree.TreePath;
import java.io.Closeable;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Goes through a folder in the order of its tree's keys: a directory right before what it holds,
/// names as unsigned bytes. So it can be compared with the tree by going through both side by side.
///
/// Holds the names of the directories it is in, and at most [#OPEN_DIRECTORIES_MAX] of them open.
/// Does not enter what another file system is mounted on, and follows no symbolic link. What
/// vanishes meanwhile was never there; what can't be read is a finding, never an end. For one
/// thread.
public final class FolderWalk implements Closeable {
  /// Directories open at a time; those above are opened again when the walk comes back to them.
  static final int OPEN_DIRECTORIES_MAX = 64;

  private final FolderRoot root;
  private final WalkFilter filter;
  private final Deque<Level> levels = new ArrayDeque<>();
  private @Nullable TreePath start;
  private @Nullable TreePath entering;

  FolderWalk(FolderRoot root, TreePath start, WalkFilter filter) {
    this.root = root;
    this.start = start;
    this.filter = filter;
  }

  /// The next one; none at the end.
  public Optional<Finding> next() {
    Finding found = null;
    if (start != null) found = takeStart(start);
    if (entering != null && found == null) found = enter(entering);
    while (found == null && !levels.isEmpty()) found = step(levels.getLast());
    return Optional.ofNullable(found);
  }

  private @Nullable Finding takeStart(TreePath path) {
    start = null;
    try {
      Optional<FileStat> stat = root.look(path);
      // the folder's own directory may well be a mount point
      return stat.isEmpty() ? null : judge(path, stat.get(), true);
    } catch (PosixException refused) {
      return new Unreadable(path, refused.getMessage());
    }
  }

  private @Nullable Finding step(Level level) {
    if (level.next == level.names.size()) {
      levels.removeLast().release();
      return null;
    }
    byte[] name = level.names.get(level.next++);
    if (TemporaryName.is(name)) return null;
    if (tooLong(level.path, name)) return new LeftOut(level.path, Why.PATH_TOO_LONG);
    TreePath path = level.path.child(ByteString.of(name));
    try {
      return judge(path, level.open(root).stat(name), false);
    } catch (PosixException refused) {
      return FolderRoot.isGone(refused) ? null : new Unreadable(path, refused.getMessage());
    }
  }

  private static boolean tooLong(TreePath directory, byte[] name) {
    return name.length > Limits.NAME_BYTES_MAX
        || directory.key().length() + 1 + name.length > Limits.PATH_BYTES_MAX;
  }

  private @Nullable Finding judge(TreePath path, FileStat stat, boolean first) {
    FileKind kind = stat.kind();
    if (!filter.keeps(path, kind)) return null;
    if (kind == FileKind.SOCKET) return new LeftOut(path, Why.SOCKET);
    if (kind != FileKind.DIRECTORY) return new Seen(path, stat);
    if (stat.isMountRoot() && !first) return new LeftOut(path, Why.MOUNT_POINT);
    entering = path;
    return new Seen(path, stat);
  }

  private @Nullable Finding enter(TreePath path) {
    entering = null;
    Level above = levels.peekLast();
    try {
      Directory directory =
          above == null ? root.directory(path) : above.open(root).directory(path.name().bytes());
      add(new Level(path, directory));
      return null;
    } catch (PosixException refused) {
      return FolderRoot.isGone(refused) ? null : new Unreadable(path, refused.getMessage());
    }
  }

  private void add(Level level) throws PosixException {
    try {
      level.list();
    } catch (PosixException failed) {
      level.release();
      throw failed;
    }
    levels.addLast(level);
    if (levels.size() > OPEN_DIRECTORIES_MAX) releaseHighest();
  }

  private void releaseHighest() {
    for (Level level : levels) {
      if (level.release()) return;
    }
  }

  @Override
  public void close() {
    levels.forEach(Level::release);
    levels.clear();
    start = null;
    entering = null;
  }

  private static final class Level {
    final TreePath path;
    private @Nullable Directory directory;
    List<byte[]> names = List.of();
    int next;

    Level(TreePath path, Directory directory) {
      this.path = path;
      this.directory = directory;
    }

    void list() throws PosixException {
      if (directory == null) return;
      names = directory.names();
      names.sort(Arrays::compareUnsigned);
    }

    Directory open(FolderRoot root) throws PosixException {
      Directory open = directory;
      if (open == null) {
        open = root.directory(path);
        directory = open;
      }
      return open;
    }

    boolean release() {
      if (directory == null) return false;
      directory.close();
      directory = null;
      return true;
    }
  }
}
