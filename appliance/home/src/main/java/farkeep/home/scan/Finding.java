package farkeep.home.scan;

import farkeep.home.posix.FileStat;
import farkeep.vault.tree.TreePath;

/// What a walk met under one path.
public sealed interface Finding {
  /// Where.
  TreePath path();

  /// Something to keep.
  ///
  /// @param stat what the kernel said of it
  record Seen(TreePath path, FileStat stat) implements Finding {}

  /// Something that can't be looked at, or, after a [Seen] of the same path, a directory that can't
  /// be listed. What was saved before, at this path and below, says nothing about today: keep it.
  ///
  /// @param reason the kernel's, for people
  record Unreadable(TreePath path, String reason) implements Finding {}

  /// Something that is not part of the folder.
  record LeftOut(TreePath path, Why why) implements Finding {}

  /// Why something is not part of the folder.
  enum Why {
    /// A socket means something only to the program that made it.
    SOCKET("a socket, which only means something to the program that made it"),
    /// Another file system begins here: bind it as a folder of its own.
    MOUNT_POINT("another file system is mounted here; add it as a folder of its own to keep it"),
    /// The format holds no such long path.
    PATH_TOO_LONG("its path is longer than 4,096 bytes; move it higher up to keep it");

    private final String text;

    Why(String text) {
      this.text = text;
    }

    /// For people.
    public String text() {
      return text;
    }
  }
}
