package farkeep.home.scan;

import farkeep.home.posix.Directory;
import farkeep.home.posix.Errno;
import farkeep.home.posix.FileStat;
import farkeep.home.posix.OpenFile;
import farkeep.home.posix.PosixException;
import farkeep.vault.tree.ByteString;
import farkeep.vault.tree.TreePath;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/// A folder's directory on this machine. Every path is walked from here one name at a time, and a
/// symbolic link on the way is refused, so that no path leads outside. Safe for many threads.
public final class FolderRoot implements Closeable {
  private static final byte[] ITSELF = {'.'};

  private final Directory directory;

  private FolderRoot(Directory directory) {
    this.directory = directory;
  }

  /// @param path of the folder's directory, as bytes; links on the way to it are followed
  /// @throws PosixException it does not exist, is no directory, or may not be entered
  public static FolderRoot open(byte[] path) throws PosixException {
    return new FolderRoot(Directory.open(path));
  }

  /// Everything from a path on downwards.
  ///
  /// @param from the walk's first finding; nothing is found when it does not exist
  /// @param filter says what is passed over
  public FolderWalk walk(TreePath from, WalkFilter filter) throws PosixException {
    return new FolderWalk(this, from, filter);
  }

  /// What is at a path now; none when nothing is.
  ///
  /// @throws PosixException the kernel won't say
  public Optional<FileStat> look(TreePath path) throws PosixException {
    try (Place place = place(path)) {
      return Optional.of(place.directory().stat(place.name()));
    } catch (PosixException refused) {
      if (isGone(refused)) return Optional.empty();
      throw refused;
    }
  }

  /// Opens a file to be read; [StableReader] is the way to use it.
  ///
  /// @throws PosixException it is gone, may not be read, or (with ELOOP) is a symbolic link
  /// @throws NotAFileException it has no content
  public StableFile open(TreePath path) throws IOException {
    try (Place place = place(path)) {
      OpenFile file = place.directory().openForReading(place.name());
      try {
        return new StableFile(file, path);
      } catch (IOException failed) {
        file.close();
        throw failed;
      }
    }
  }

  /// Opens the directory that a path is in.
  public Place place(TreePath path) throws PosixException {
    if (path.isRoot()) return new Place(directory(path), ITSELF);
    return new Place(directory(path.parent()), path.name().bytes());
  }

  /// Opens a directory of the folder.
  ///
  /// @throws PosixException with ENOENT, ENOTDIR or ELOOP: there is no such directory
  public Directory directory(TreePath path) throws PosixException {
    Directory reached = directory.directory(ITSELF);
    List<ByteString> names = path.names();
    for (ByteString name : names) {
      try (Directory above = reached) {
        reached = above.directory(name.bytes());
      }
    }
    return reached;
  }

  /// Whether the kernel says that nothing is there (any more).
  public static boolean isGone(PosixException refused) {
    return switch (refused.errno()) {
      case ENOENT, ENOTDIR, ELOOP, ESTALE -> true;
      default -> false;
    };
  }

  /// Whether the kernel says that we may not.
  static boolean isForbidden(PosixException refused) {
    return refused.is(Errno.EACCES) || refused.is(Errno.EPERM);
  }

  @Override
  public void close() {
    directory.close();
  }
}
