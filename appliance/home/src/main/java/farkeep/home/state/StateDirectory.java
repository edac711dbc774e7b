package farkeep.home.state;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;

/// The directory of a home node's state, locked for this process. Mode 0700, its files 0600.
///
/// Small files are replaced whole: after a crash there is the old content or the new one.
public final class StateDirectory implements Closeable {
  private static final String LOCK = "lock";

  private final Path path;
  private final FileChannel lockFile;

  private StateDirectory(Path path, FileChannel lockFile) {
    this.path = path;
    this.lockFile = lockFile;
  }

  /// Opens the directory, and makes it when it is not there.
  ///
  /// @throws StateInUseException another process has it
  /// @throws IOException it can't be made or written
  public static StateDirectory open(Path path) throws IOException {
    var ownerOnly = PosixFilePermissions.fromString("rwx------");
    if (!Files.isDirectory(path)) {
      Files.createDirectories(path, PosixFilePermissions.asFileAttribute(ownerOnly));
    }
    Files.setPosixFilePermissions(path, ownerOnly);
    FileChannel lockFile = openOwnerOnly(path.resolve(LOCK));
    try {
      lock(lockFile, path);
      return new StateDirectory(path, lockFile);
    } catch (IOException e) {
      lockFile.close();
      throw e;
    }
  }

  private static void lock(FileChannel lockFile, Path path) throws IOException {
    try {
      FileLock lock = lockFile.tryLock();
      if (lock != null) return;
    } catch (OverlappingFileLockException e) {
      throw new StateInUseException(path, e);
    }
    throw new StateInUseException(path, null);
  }

  private static FileChannel openOwnerOnly(Path file) throws IOException {
    var options =
        Set.of(
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING);
    var ownerOnly = PosixFilePermissions.fromString("rw-------");
    return FileChannel.open(file, options, PosixFilePermissions.asFileAttribute(ownerOnly));
  }

  /// Where it is.
  public Path path() {
    return path;
  }

  /// The content of a small file.
  ///
  /// @return empty when there is none
  public Optional<byte[]> read(String name) throws IOException {
    try {
      return Optional.of(Files.readAllBytes(path.resolve(name)));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  /// Replaces a small file; durable when it returns.
  public void write(String name, byte[] content) throws IOException {
    Path temporary = path.resolve(name + ".new");
    try (FileChannel file = openOwnerOnly(temporary)) {
      ByteBuffer left = ByteBuffer.wrap(content);
      while (left.hasRemaining()) file.write(left);
      file.force(true);
    }
    Files.move(
        temporary,
        path.resolve(name),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
    forced(path);
  }

  /// What a file holds, or which names a directory has, survives a power cut.
  static void forced(Path fileOrDirectory) throws IOException {
    try (FileChannel channel = FileChannel.open(fileOrDirectory, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  /// Gives the lock back.
  @Override
  public void close() throws IOException {
    lockFile.close();
  }
}
