package farkeep.home.restore;

import farkeep.home.posix.FileSystemKind;
import farkeep.home.posix.PosixException;
import farkeep.home.posix.Shown;
import farkeep.home.restore.RestoreNotes.Kind;
import farkeep.vault.tree.ByteString;
import farkeep.vault.tree.TreePath;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// What paths are called on the file system that is restored to. Names that it can't hold are known
/// by its kind, or by its refusal.
final class DiskNames {
  private final boolean escapesAll;
  private final RestoreNotes notes;
  private final Set<TreePath> refused = ConcurrentHashMap.newKeySet();

  DiskNames(FileSystemKind kind, RestoreNotes notes) {
    this.escapesAll = kind == FileSystemKind.WINDOWS;
    this.notes = notes;
  }

  TreePath onDisk(TreePath path) throws IOException {
    if (!escapesAll && refused.isEmpty()) return path;
    TreePath asked = TreePath.ROOT;
    TreePath disk = TreePath.ROOT;
    try {
      for (ByteString name : path.names()) {
        asked = asked.child(name);
        boolean escape = escapesAll || refused.contains(asked);
        disk = disk.child(escape ? ByteString.of(NameEscape.encode(name.bytes())) : name);
      }
    } catch (IllegalArgumentException tooLong) {
      throw new IOException(
          Shown.of(path.key().bytes())
              + ": its path is too long for this file system; restore a directory further down",
          tooLong);
    }
    return disk;
  }

  /// Makes something, and when the file system refuses its name, makes it under another.
  <R> R hold(TreePath path, Making<R> making) throws IOException {
    TreePath disk = onDisk(path);
    try {
      R made = making.make(disk);
      if (!disk.name().equals(path.name())) note(path, disk);
      return made;
    } catch (PosixException failure) {
      if (!isRefusedName(failure) || !disk.name().equals(path.name())) throw failure;
      ByteString escaped = ByteString.of(NameEscape.encode(path.name().bytes()));
      if (escaped.equals(path.name())) throw failure;
      refused.add(path);
      return hold(path, making);
    }
  }

  /// As [#hold].
  void holding(TreePath path, MakingNothing making) throws IOException {
    hold(
        path,
        disk -> {
          making.make(disk);
          return disk;
        });
  }

  private void note(TreePath path, TreePath disk) {
    notes.add(Kind.NAME, path, "is called " + Shown.of(disk.name().bytes()));
  }

  private static boolean isRefusedName(PosixException failure) {
    return switch (failure.errno()) {
      case EINVAL, EILSEQ, ENAMETOOLONG -> true;
      default -> false;
    };
  }

  @FunctionalInterface
  interface Making<R> {
    R make(TreePath disk) throws IOException;
  }

  @FunctionalInterface
  interface MakingNothing {
    void make(TreePath disk) throws IOException;
  }
}
