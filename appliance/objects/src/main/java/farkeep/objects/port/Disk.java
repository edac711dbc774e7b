package farkeep.objects.port;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;

/// One directory tree of a disk, with the guarantees that a crash leaves and no others.
///
/// Names are relative to the root, components joined by `/`, without `..`. What was written is lost
/// in a crash unless [DiskFile#force] returned; a name that was made, renamed or deleted is undone
/// unless [#forceDirectory] of its directory returned. Every implementation passes `DiskContract`.
/// Safe for many threads.
public interface Disk {
  /// Makes a new file, open for reading and writing.
  ///
  /// @throws java.nio.file.FileAlreadyExistsException the name is taken
  /// @throws java.nio.file.NoSuchFileException its directory does not exist
  /// @throws DiskFullException no room for the name
  DiskFile create(String name) throws IOException;

  /// Opens a file that exists.
  ///
  /// @throws java.nio.file.NoSuchFileException there is none
  DiskFile open(String name, Access access) throws IOException;

  /// Whether a file or directory has this name.
  boolean exists(String name) throws IOException;

  /// Names, without their directory, of what a directory holds, ascending; none when it does not
  /// exist.
  List<String> list(String directory) throws IOException;

  /// Makes a directory and those above it; each new name still wants a [#forceDirectory].
  void makeDirectories(String directory) throws IOException;

  /// Gives a file or directory another name, in place of what had that name.
  void rename(String from, String to) throws IOException;

  /// Removes a file or an empty directory.
  void delete(String name) throws IOException;

  /// Makes the names in this directory durable; `""` is the root.
  void forceDirectory(String directory) throws IOException;

  /// Bytes that may still be written.
  long freeBytes() throws IOException;

  /// Bytes of the whole disk.
  long totalBytes() throws IOException;

  /// Takes the lock of this name for this process; closing gives it back.
  ///
  /// @throws AlreadyLockedException another process, or another part of this one, has it
  Closeable lock(String name) throws IOException;

  /// What an open file may be used for.
  enum Access {
    /// Reading only.
    READ,
    /// Reading and writing.
    READ_WRITE
  }
}
