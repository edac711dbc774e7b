package farkeep.store;

import farkeep.objects.port.Disk;
import farkeep.objects.port.DiskFile;
import farkeep.objects.port.DiskFullException;
import java.io.IOException;
import java.nio.ByteBuffer;

/// Where bytes go that are in the way: never acknowledged tails, and packs that nobody can read.
/// They are kept for people to look at; no program reads them.
final class Quarantine {
  private static final int PIECE_BYTES = 256 << 10;

  private final Disk disk;
  private final String vaultDirectory;
  private final String directory;

  Quarantine(Disk disk, String vaultDirectory) {
    this.disk = disk;
    this.vaultDirectory = vaultDirectory;
    this.directory = vaultDirectory + "/quarantine";
  }

  /// Copies the end of a file, durably. On a full disk the copy is left away.
  ///
  /// @param source the file's name, for that of the copy
  /// @param from where the end begins
  void copyTail(DiskFile file, String source, long from) throws IOException {
    String name = nameFor("%s-%d.tail".formatted(source, from));
    if (disk.exists(name)) disk.delete(name);
    try (DiskFile copy = disk.create(name)) {
      long size = file.size();
      ByteBuffer piece = ByteBuffer.allocate(PIECE_BYTES);
      for (long at = from; at < size; at += piece.limit()) {
        piece.clear().limit((int) Math.min(PIECE_BYTES, size - at));
        file.read(at, piece);
        copy.write(at - from, piece.flip());
      }
      copy.force();
    } catch (DiskFullException e) {
      disk.delete(name);
    }
    disk.forceDirectory(directory);
  }

  /// A name in the quarantine, whose directory exists durably.
  String nameFor(String what) throws IOException {
    if (!disk.exists(directory)) {
      disk.makeDirectories(directory);
      disk.forceDirectory(vaultDirectory);
    }
    return directory + "/" + what;
  }
}
