package farkeep.objects.system;

import farkeep.objects.port.DiskFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/// A file of a [SystemDisk].
final class SystemDiskFile implements DiskFile {
  /// Bytes handed to the system at once: Java copies an array through a direct buffer of this size,
  /// one a carrier thread, which must stay small.
  private static final int SLICE_BYTES_MAX = 256 << 10;

  private static final ByteBuffer ZERO = ByteBuffer.allocateDirect(1).asReadOnlyBuffer();

  private final String name;
  private final FileChannel channel;

  SystemDiskFile(String name, FileChannel channel) {
    this.name = name;
    this.channel = channel;
  }

  @Override
  public int read(long at, ByteBuffer into) throws IOException {
    int start = into.position();
    int end = into.limit();
    try {
      while (into.position() < end) {
        into.limit(sliceEnd(into, end));
        if (channel.read(into, at + into.position() - start) < 0) break;
      }
    } finally {
      into.limit(end);
    }
    return into.position() - start;
  }

  @Override
  public void write(long at, ByteBuffer from) throws IOException {
    int start = from.position();
    int end = from.limit();
    try {
      while (from.position() < end) {
        from.limit(sliceEnd(from, end));
        channel.write(from, at + from.position() - start);
      }
    } catch (IOException e) {
      throw SystemDisk.full(name, e);
    } finally {
      from.limit(end);
    }
  }

  private static int sliceEnd(ByteBuffer buffer, int end) {
    return buffer.isDirect() ? end : Math.min(end, buffer.position() + SLICE_BYTES_MAX);
  }

  @Override
  public long size() throws IOException {
    return channel.size();
  }

  @Override
  public void truncate(long bytes) throws IOException {
    if (bytes <= channel.size()) channel.truncate(bytes);
    else write(bytes - 1, ZERO.duplicate());
  }

  @Override
  public void force() throws IOException {
    channel.force(true);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
