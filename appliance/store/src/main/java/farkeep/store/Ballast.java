package farkeep.store;

import farkeep.objects.port.DiskFile;
import farkeep.objects.port.DiskFullException;
import java.io.IOException;
import java.nio.ByteBuffer;

/// A file that is only there to be given up: when the disk is full to the last byte, its room lets
/// the logs go on.
final class Ballast {
  private static final int PIECE_BYTES = 256 << 10;

  private final StorePorts ports;
  private final String directory;

  Ballast(StorePorts ports, String vaultDirectory) {
    this.ports = ports;
    this.directory = vaultDirectory;
  }

  /// Makes the file anew where it is missing and there is room. Its bytes are random, so that no
  /// file system stores them as nothing.
  void fill(long bytes) throws IOException {
    if (bytes == 0 || ports.disk().exists(name())) return;
    ByteBuffer piece =
        ByteBuffer.wrap(ports.randomness().bytes((int) Math.min(bytes, PIECE_BYTES)));
    try (DiskFile file = ports.disk().create(name())) {
      for (long at = 0; at < bytes; at += piece.limit()) file.write(at, piece.clear());
      file.force();
    } catch (DiskFullException e) {
      ports.disk().delete(name());
    }
    ports.disk().forceDirectory(directory);
  }

  /// Gives the room back.
  ///
  /// @return whether there was any
  boolean release() throws IOException {
    if (!ports.disk().exists(name())) return false;
    ports.disk().delete(name());
    ports.disk().forceDirectory(directory);
    return true;
  }

  private String name() {
    return directory + "/ballast";
  }
}
