package farkeep.home.posix;

import static farkeep.home.posix.Kernel.LONG;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/// An open directory, from which names are reached one component at a time. No method follows a
/// symbolic link in its last component, so whoever walks by [#directory] never leaves the tree.
///
/// A name is bytes without NUL and `/`; `.` is the directory itself where that makes sense. Safe
/// for many threads.
public final class Directory extends Handle {
  private static final int AT_CURRENT = -100;
  private static final int AT_SYMLINK_NOFOLLOW = 0x100;
  private static final int AT_NO_AUTOMOUNT = 0x800;
  private static final int AT_EMPTY_PATH = 0x1000;
  private static final int O_CREATE_NEW_READ_WRITE = 0100 | 0200 | 2;
  private static final int O_NONBLOCK = 04000;
  private static final int O_NOATIME = 01000000;
  private static final int O_CLOEXEC = 02000000;
  private static final int O_READ = Machine.O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK;
  private static final int PRIVATE_FILE = 0600;
  private static final int TARGET_BYTES_MAX = 4096;
  private static final byte[] NO_NAME = {};

  private Directory(int descriptor, byte[] path) {
    super(descriptor, path);
  }

  /// Opens the directory a tree starts with; symbolic links on the way to it are followed.
  ///
  /// @param path absolute, or relative to the process's working directory
  public static Directory open(byte[] path) throws PosixException {
    return open(AT_CURRENT, path, path, Machine.O_DIRECTORY | O_CLOEXEC);
  }

  /// Opens a directory in this one.
  ///
  /// @throws PosixException with ENOTDIR or ELOOP: it is something else
  public Directory directory(byte[] name) throws PosixException {
    return open(descriptor(), name, below(name), Machine.O_DIRECTORY | O_READ);
  }

  // the access time is left alone where the kernel allows it: for the owner and root
  private static Directory open(int at, byte[] name, byte[] path, int flags) throws PosixException {
    try (Scratch scratch = new Scratch()) {
      return new Directory(openQuietly(scratch, at, name, path, flags), path);
    }
  }

  private static int openQuietly(Scratch scratch, int at, byte[] name, byte[] path, int flags)
      throws PosixException {
    long address = scratch.string(name);
    long answer = scratch.attempt(Syscall.OPENAT, at, address, flags | O_NOATIME, 0, 0);
    if (answer == -Errno.EPERM.number) {
      answer = scratch.attempt(Syscall.OPENAT, at, address, flags, 0, 0);
    }
    if (answer < 0) throw new PosixException((int) -answer, "openat", path);
    return (int) answer;
  }

  /// Opens a file for reading, without waiting on pipes and without touching its access time where
  /// the kernel allows that. What was opened may not be what was there when it was last looked at:
  /// see [OpenFile#stat].
  ///
  /// @throws PosixException with ELOOP: it is a symbolic link
  public OpenFile openForReading(byte[] name) throws PosixException {
    try (Scratch scratch = new Scratch()) {
      byte[] path = below(name);
      return new OpenFile(openQuietly(scratch, descriptor(), name, path, O_READ), path);
    }
  }

  /// Makes a file that only its owner may touch, open for reading and writing.
  ///
  /// @throws PosixException with EEXIST: the name is taken
  public OpenFile createFile(byte[] name) throws PosixException {
    try (Scratch scratch = new Scratch()) {
      byte[] path = below(name);
      int flags = O_CREATE_NEW_READ_WRITE | O_CLOEXEC | Machine.O_NOFOLLOW;
      long opened =
          scratch.check(
              Syscall.OPENAT, path, descriptor(), scratch.string(name), flags, PRIVATE_FILE);
      return new OpenFile((int) opened, path);
    }
  }

  /// What a name stands for; a symbolic link is not followed, nothing is mounted on the way.
  ///
  /// @throws PosixException with ENOENT: nothing has that name
  public FileStat stat(byte[] name) throws PosixException {
    try (Scratch scratch = new Scratch()) {
      MemorySegment result = scratch.bytes(FileStat.BYTES);
      int flags = AT_SYMLINK_NOFOLLOW | AT_NO_AUTOMOUNT;
      long answer =
          scratch.attempt(
              Syscall.STATX,
              descriptor(),
              scratch.string(name),
              flags,
              FileStat.BASIC_STATS,
              result.address());
      if (answer < 0) throw new PosixException((int) -answer, "statx", below(name));
      return new FileStat(result);
    }
  }

  /// What the kernel says of this directory now.
  public FileStat stat() throws PosixException {
    return statOf(descriptor(), path());
  }

  static FileStat statOf(int descriptor, byte[] path) throws PosixException {
    try (Scratch scratch = new Scratch()) {
      MemorySegment result = scratch.bytes(FileStat.BYTES);
      scratch.check(
          Syscall.STATX,
          path,
          descriptor,
          scratch.string(NO_NAME),
          AT_EMPTY_PATH,
          FileStat.BASIC_STATS,
          result.address());
      return new FileStat(result);
    }
  }

  /// The names in this directory, in no order, without `.` and `..`. Reads from the start each
  /// time; for one thread at a time.
  public List<byte[]> names() throws PosixException {
    return new DirectoryReader(descriptor(), path()).names();
  }

  /// What a symbolic link points to.
  ///
  /// @throws PosixException with EINVAL: it is none
  public byte[] readLink(byte[] name) throws PosixException {
    try (Scratch scratch = new Scratch()) {
      MemorySegment target = scratch.bytes(TARGET_BYTES_MAX);
      long length =
          scratch.check(
              Syscall.READLINKAT,
              below(name),
              descriptor(),
              scratch.string(name),
              target.address(),
              TARGET_BYTES_MAX);
      return target.asSlice(0, length).toArray(ValueLayout.JAVA_BYTE);
    }
  }

  /// The extended attributes of what has this name; `.` is the directory itself.
  public Attributes attributes(byte[] name) {
    return new Attributes(this, name);
  }

  /// What changes names and metadata in this directory.
  public DirectoryEditor edit() {
    return new DirectoryEditor(this);
  }

  /// What kind of file system it is on.
  public FileSystemKind fileSystem() throws PosixException {
    try (Scratch scratch = new Scratch()) {
      MemorySegment result = scratch.bytes(FileSystemKind.STATFS_BYTES);
      scratch.check(Syscall.FSTATFS, path(), descriptor(), result.address());
      return FileSystemKind.of(result.get(LONG, 0));
    }
  }

  /// Makes the names in this directory durable.
  public void force() throws PosixException {
    try (Scratch scratch = new Scratch()) {
      scratch.check(Syscall.FSYNC, path(), descriptor(), 0);
    }
  }

  /// Makes everything written to this file system durable, by whomever.
  ///
  /// @throws IOException the device failed since the directory was opened
  public void forceFileSystem() throws IOException {
    try (Scratch scratch = new Scratch()) {
      scratch.check(Syscall.SYNCFS, path(), descriptor(), 0);
    }
  }

  /// For messages.
  byte[] below(byte[] name) {
    byte[] directory = path();
    byte[] joined = new byte[directory.length + 1 + name.length];
    System.arraycopy(directory, 0, joined, 0, directory.length);
    joined[directory.length] = '/';
    System.arraycopy(name, 0, joined, directory.length + 1, name.length);
    return joined;
  }

  /// A path under which the kernel finds `name` from here, for calls that take no descriptor.
  byte[] reachable(byte[] name) {
    byte[] start = ("/proc/self/fd/" + descriptor() + "/").getBytes(StandardCharsets.US_ASCII);
    byte[] joined = Arrays.copyOf(start, start.length + name.length);
    System.arraycopy(name, 0, joined, start.length, name.length);
    return joined;
  }
}
