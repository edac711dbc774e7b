package farkeep.objects.system;

import farkeep.objects.port.AlreadyLockedException;
import farkeep.objects.port.Disk;
import farkeep.objects.port.DiskFile;
import farkeep.objects.port.DiskFullException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/// A directory of this machine. What it makes can be read by its own user alone: keys are among it.
///
/// Calling threads must not be interrupted while they are inside: Java answers by closing the
/// channel under all who use it.
public final class SystemDisk implements Disk {
  private static final Set<OpenOption> NEW_FILE =
      Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE);

  private final Path root;

  /// @param root the directory; made when it does not exist
  public SystemDisk(Path root) throws IOException {
    this.root = Files.createDirectories(root, onlyOwner("rwx------")).toRealPath();
  }

  @Override
  public DiskFile create(String name) throws IOException {
    try {
      return new SystemDiskFile(
          name, FileChannel.open(path(name), NEW_FILE, onlyOwner("rw-------")));
    } catch (IOException e) {
      throw full(name, e);
    }
  }

  @Override
  public DiskFile open(String name, Access access) throws IOException {
    return new SystemDiskFile(
        name,
        switch (access) {
          case READ -> FileChannel.open(path(name), StandardOpenOption.READ);
          case READ_WRITE ->
              FileChannel.open(path(name), StandardOpenOption.READ, StandardOpenOption.WRITE);
        });
  }

  @Override
  public boolean exists(String name) {
    return Files.exists(path(name));
  }

  @Override
  public List<String> list(String directory) throws IOException {
    Path path = path(directory);
    if (!Files.isDirectory(path)) return List.of();
    try (Stream<Path> inside = Files.list(path)) {
      return inside.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Override
  public void makeDirectories(String directory) throws IOException {
    try {
      Files.createDirectories(path(directory), onlyOwner("rwx------"));
    } catch (IOException e) {
      throw full(directory, e);
    }
  }

  @Override
  public void rename(String from, String to) throws IOException {
    Files.move(
        path(from), path(to), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  @Override
  public void delete(String name) throws IOException {
    Files.delete(path(name));
  }

  @Override
  public void forceDirectory(String directory) throws IOException {
    try (FileChannel channel = FileChannel.open(path(directory), StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  @Override
  public long freeBytes() throws IOException {
    totalBytes();
    return root.toFile().getUsableSpace();
  }

  @Override
  public long totalBytes() throws IOException {
    // not by FileStore, which looks the mount up and finds none in a changed root
    long total = root.toFile().getTotalSpace();
    if (total > 0) return total;
    throw new IOException(
        "the size of the disk below %s can't be read; is it still there, and mounted?"
            .formatted(root));
  }

  @Override
  public Closeable lock(String name) throws IOException {
    FileChannel channel =
        FileChannel.open(path(name), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      FileLock lock = channel.tryLock();
      if (lock != null) return channel;
    } catch (OverlappingFileLockException _) {
      // another part of this process has it: told below, as for another process
    } catch (IOException e) {
      channel.close();
      throw e;
    }
    channel.close();
    throw new AlreadyLockedException(
        "%s is in use: another Farkeep works on it; stop that one first, or choose another directory"
            .formatted(path(name).getParent()));
  }

  /// The same failure, told as [DiskFullException] when that is what it means.
  static IOException full(String name, IOException failure) {
    String message = String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT);
    boolean full = message.contains("no space left") || message.contains("quota exceeded");
    return full ? new DiskFullException("no room on the disk to write " + name, failure) : failure;
  }

  private static FileAttribute<?>[] onlyOwner(String permissions) {
    boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    if (!posix) return new FileAttribute<?>[0];
    Set<PosixFilePermission> set = PosixFilePermissions.fromString(permissions);
    return new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(set)};
  }

  private Path path(String name) {
    return name.isEmpty() ? root : root.resolve(name);
  }
}
