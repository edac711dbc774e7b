package farkeep.home.restore;

import farkeep.home.posix.DirectoryEditor;
import farkeep.home.posix.Errno;
import farkeep.home.posix.FileKind;
import farkeep.home.posix.PosixException;
import farkeep.home.restore.RestoreNotes.Kind;
import farkeep.home.scan.Place;
import farkeep.vault.tree.Body;
import farkeep.vault.tree.TreePath;

/// Makes what has a name but no content of its own: links, pipes, devices.
final class SpecialMaker {
  private SpecialMaker() {}

  /// @return false when it may not or can't be made here, which is noted
  static boolean make(Place temporary, TreePath path, Body body, RestoreNotes notes)
      throws PosixException {
    DirectoryEditor edit = temporary.directory().edit();
    byte[] name = temporary.name();
    try {
      switch (body) {
        case Body.Symlink(var target) -> edit.makeSymlink(name, target.bytes());
        case Body.Fifo() -> edit.makeSpecial(name, FileKind.FIFO, 0);
        case Body.CharacterDevice(long device) ->
            edit.makeSpecial(name, FileKind.CHARACTER_DEVICE, device);
        case Body.BlockDevice(long device) -> edit.makeSpecial(name, FileKind.BLOCK_DEVICE, device);
        case Body.File ignored -> throw new IllegalArgumentException("a file has content");
        case Body.Directory ignored -> throw new IllegalArgumentException("a directory holds more");
      }
      return true;
    } catch (PosixException refused) {
      boolean lacking = refused.is(Errno.EPERM) || refused.is(Errno.EOPNOTSUPP);
      if (!lacking && !refused.is(Errno.EOVERFLOW)) throw refused;
      notes.add(Kind.SPECIAL, path, refused.getMessage());
      return false;
    }
  }
}
