package farkeep.home.node;

import farkeep.home.replicate.RemoteUpdates;
import farkeep.link.protocol.UpdateTalk;
import farkeep.objects.Bytes32;
import farkeep.objects.Sha256;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;

/// A file with an update of a box, open.
///
/// @param channel closed with this
record UpdateFile(FileChannel channel, long bytes, Bytes32 sum)
    implements RemoteUpdates.Bundle, Closeable {
  private static final int PIECE_BYTES = 1 << 20;

  /// Opens a file and reads it once, for its sum.
  ///
  /// @throws NotFoundException there is no such file
  /// @throws IllegalArgumentException it is empty, or longer than an update may be
  static UpdateFile open(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new NotFoundException(file + " is not a file that can be read");
    }
    FileChannel channel = FileChannel.open(file);
    try {
      long bytes = channel.size();
      if (bytes < 1 || bytes > UpdateTalk.BYTES_MAX) {
        throw new IllegalArgumentException(
            "%s has %d B; an update has 1 to %d".formatted(file, bytes, UpdateTalk.BYTES_MAX));
      }
      return new UpdateFile(channel, bytes, sum(channel));
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private static Bytes32 sum(FileChannel channel) throws IOException {
    MessageDigest sha256 = Sha256.begin();
    ByteBuffer piece = ByteBuffer.allocate(PIECE_BYTES);
    while (channel.read(piece) >= 0) {
      sha256.update(piece.flip());
      piece.clear();
    }
    return Bytes32.of(sha256.digest());
  }

  @Override
  public int read(long at, byte[] into, int wanted) throws IOException {
    ByteBuffer left = ByteBuffer.wrap(into, 0, wanted);
    while (left.hasRemaining() && channel.read(left, at + left.position()) >= 0) {
      // a file gives what it has
    }
    return left.position();
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
