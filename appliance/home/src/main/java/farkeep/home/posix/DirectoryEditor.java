package farkeep.home.posix;

import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;

/// Changes names and metadata in one directory. A symbolic link is changed itself, never what it
/// points to; the process's umask plays no part in modes that are set with [#permissions].
public final class DirectoryEditor {
  private static final int AT_SYMLINK_NOFOLLOW = 0x100;
  private static final int AT_REMOVE_DIRECTORY = 0x200;
  private static final int AT_CURRENT = -100;
  private static final int O_PATH_ITSELF = 010000000 | 02000000 | Machine.O_NOFOLLOW;
  private static final int RENAME_NOREPLACE = 1;
  private static final int PRIVATE_DIRECTORY = 0700;
  private static final int PRIVATE_FILE = 0600;
  private static final long UTIME_OMIT = (1L << 30) - 2;

  private final Directory directory;

  DirectoryEditor(Directory directory) {
    this.directory = directory;
  }

  /// Makes a directory that only its owner may enter.
  public void makeDirectory(byte[] name) throws PosixException {
    try (Scratch scratch = new Scratch()) {
      long address = scratch.string(name);
      check(scratch, Syscall.MKDIRAT, name, address, PRIVATE_DIRECTORY, 0, 0);
    }
  }

  /// Makes a symbolic link.
  ///
  /// @param target what it points to; need not exist
  public void makeSymlink(byte[] name, byte[] target) throws PosixException {
    try (Scratch scratch = new Scratch()) {
      scratch.check(
          Syscall.SYMLINKAT,
          directory.below(name),
          scratch.string(target),
          directory.descriptor(),
          scratch.string(name));
    }
  }

  /// Makes a pipe, a socket's name or a device.
  ///
  /// @param device of a device: its number, as [FileStat#specialDevice] has it; 0 otherwise
  /// @throws PosixException with EOVERFLOW: the kernel holds 12 bits of major and 20 of minor
  ///   number
  public void makeSpecial(byte[] name, FileKind kind, long device) throws PosixException {
    if (device >>> Integer.SIZE != 0) {
      throw new PosixException(Errno.EOVERFLOW.number, "mknodat", directory.below(name));
    }
    try (Scratch scratch = new Scratch()) {
      int mode = kind.bits | PRIVATE_FILE;
      check(scratch, Syscall.MKNODAT, name, scratch.string(name), mode, device, 0);
    }
  }

  /// Gives the inode of `from` a second name here.
  public void link(Directory fromDirectory, byte[] from, byte[] name) throws PosixException {
    try (Scratch scratch = new Scratch()) {
      scratch.check(
          Syscall.LINKAT,
          directory.below(name),
          fromDirectory.descriptor(),
          scratch.string(from),
          directory.descriptor(),
          scratch.string(name),
          0);
    }
  }

  /// Gives a name of this directory to another, in place of what had that one.
  public void rename(byte[] from, byte[] to) throws PosixException {
    rename(from, to, 0);
  }

  /// Gives a name of this directory to another that is free.
  ///
  /// @throws PosixException with EEXIST: it is taken
  public void renameToFree(byte[] from, byte[] to) throws PosixException {
    try {
      rename(from, to, RENAME_NOREPLACE);
    } catch (PosixException refused) {
      if (!refused.is(Errno.EINVAL)) throw refused;
      // a file system without that flag: a link can't replace either, and FAT has no links
      renameByLink(from, to);
    }
  }

  private void renameByLink(byte[] from, byte[] to) throws PosixException {
    link(directory, from, to);
    unlink(from);
  }

  private void rename(byte[] from, byte[] to, int flags) throws PosixException {
    try (Scratch scratch = new Scratch()) {
      int at = directory.descriptor();
      long source = scratch.string(from);
      long target = scratch.string(to);
      scratch.check(Syscall.RENAMEAT2, directory.below(to), at, source, at, target, flags);
    }
  }

  /// Removes a name that is not a directory's.
  public void unlink(byte[] name) throws PosixException {
    try (Scratch scratch = new Scratch()) {
      check(scratch, Syscall.UNLINKAT, name, scratch.string(name), 0, 0, 0);
    }
  }

  /// Removes an empty directory.
  public void removeDirectory(byte[] name) throws PosixException {
    try (Scratch scratch = new Scratch()) {
      check(scratch, Syscall.UNLINKAT, name, scratch.string(name), AT_REMOVE_DIRECTORY, 0, 0);
    }
  }

  /// Sets the time of the last change of content.
  ///
  /// @param seconds since 1970, negative before
  /// @param nanos of that second, 0 to 999,999,999
  public void mtime(byte[] name, long seconds, int nanos) throws PosixException {
    try (Scratch scratch = new Scratch()) {
      MemorySegment times = scratch.bytes(4 * Long.BYTES);
      times.set(Kernel.LONG, Long.BYTES, UTIME_OMIT);
      times.set(Kernel.LONG, 2 * Long.BYTES, seconds);
      times.set(Kernel.LONG, 3 * Long.BYTES, (long) nanos);
      long address = scratch.string(name);
      check(scratch, Syscall.UTIMENSAT, name, address, times.address(), AT_SYMLINK_NOFOLLOW, 0);
    }
  }

  /// Sets owner and group. The kernel clears set-id bits and capabilities.
  public void owner(byte[] name, int uid, int gid) throws PosixException {
    try (Scratch scratch = new Scratch()) {
      check(
          scratch,
          Syscall.FCHOWNAT,
          name,
          scratch.string(name),
          uid & 0xffff_ffffL,
          gid & 0xffff_ffffL,
          AT_SYMLINK_NOFOLLOW);
    }
  }

  /// Sets the permissions of anything but a symbolic link, which has none.
  ///
  /// @param permissions 12 bits
  /// @throws PosixException with EOPNOTSUPP: it is a symbolic link
  public void permissions(byte[] name, int permissions) throws PosixException {
    try (Scratch scratch = new Scratch()) {
      // the kernel's call follows links; a descriptor of the thing itself can't be led astray
      long itself = check(scratch, Syscall.OPENAT, name, scratch.string(name), O_PATH_ITSELF, 0, 0);
      try {
        byte[] path = ("/proc/self/fd/" + itself).getBytes(StandardCharsets.US_ASCII);
        byte[] shown = directory.below(name);
        scratch.check(Syscall.FCHMODAT, shown, AT_CURRENT, scratch.string(path), permissions);
      } finally {
        scratch.attempt(Syscall.CLOSE, itself, 0, 0, 0, 0);
      }
    }
  }

  private long check(Scratch scratch, Syscall call, byte[] name, long b, long c, long d, long e)
      throws PosixException {
    return scratch.check(call, directory.below(name), directory.descriptor(), b, c, d, e);
  }
}
