package farkeep.home.posix;

/// The kernel's error numbers that somebody here acts on or is likely to read
/// (`asm-generic/errno.h`; the same on both machines).
public enum Errno {
  /// Only the owner or root may.
  EPERM(1, "not permitted"),
  /// Nothing has that name.
  ENOENT(2, "does not exist"),
  /// A signal came in between.
  EINTR(4, "interrupted"),
  /// The device failed.
  EIO(5, "the device failed"),
  /// Nothing there: no data after this place, or no device behind the file.
  ENXIO(6, "nothing there"),
  /// Not now.
  EAGAIN(11, "not now"),
  /// The mode or an ACL forbids it.
  EACCES(13, "permission denied"),
  /// In use.
  EBUSY(16, "busy"),
  /// The name is taken.
  EEXIST(17, "exists already"),
  /// On another file system.
  EXDEV(18, "on another file system"),
  /// No such device.
  ENODEV(19, "no such device"),
  /// A component is not a directory.
  ENOTDIR(20, "not a directory"),
  /// It is a directory.
  EISDIR(21, "is a directory"),
  /// The file system can't do or hold that.
  EINVAL(22, "not possible here"),
  /// The process has too many files open.
  EMFILE(24, "too many open files"),
  /// Too large for the file system.
  EFBIG(27, "too large for the file system"),
  /// The disk, or the number of watches, is used up.
  ENOSPC(28, "no space left"),
  /// Mounted for reading only.
  EROFS(30, "file system is read-only"),
  /// The inode can't have more names.
  EMLINK(31, "too many links"),
  /// The buffer is too small.
  ERANGE(34, "result too large"),
  /// The file system can't hold so long a name.
  ENAMETOOLONG(36, "name too long"),
  /// The kernel does not know the call.
  ENOSYS(38, "unknown to this kernel"),
  /// The directory is not empty.
  ENOTEMPTY(39, "directory not empty"),
  /// A symbolic link where none may be.
  ELOOP(40, "is a symbolic link"),
  /// No such attribute.
  ENODATA(61, "no such attribute"),
  /// A number does not fit.
  EOVERFLOW(75, "value too large"),
  /// Not a valid name in the file system's encoding.
  EILSEQ(84, "not valid in the file system's encoding"),
  /// The file system lacks this.
  EOPNOTSUPP(95, "not supported by the file system"),
  /// The file system's structures are damaged.
  EUCLEAN(117, "file system damaged"),
  /// The file vanished from the server.
  ESTALE(116, "stale handle"),
  /// The user's quota is used up.
  EDQUOT(122, "quota exceeded"),
  /// Any other.
  OTHER(0, "failed");

  final int number;
  final String meaning;

  Errno(int number, String meaning) {
    this.number = number;
    this.meaning = meaning;
  }

  static Errno of(int number) {
    for (Errno errno : values()) {
      if (errno.number == number) return errno;
    }
    return OTHER;
  }
}
