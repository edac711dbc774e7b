package farkeep.objects.port;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/// An open file of a [Disk]. Safe for many threads that touch different places.
public interface DiskFile extends Closeable {
  /// Reads at a place until the buffer is full or the file ends.
  ///
  /// @param at bytes from the start
  /// @return bytes read; fewer than remained only at the end of the file, 0 there
  int read(long at, ByteBuffer into) throws IOException;

  /// Writes all that remains in the buffer at a place; the file grows as needed.
  ///
  /// @param at bytes from the start
  /// @throws DiskFullException no room; a part may have been written
  void write(long at, ByteBuffer from) throws IOException;

  /// The length in bytes.
  long size() throws IOException;

  /// Cuts the file, or lengthens it with zeros.
  void truncate(long bytes) throws IOException;

  /// Returns once everything written so far survives a power cut.
  ///
  /// @throws IOException the device failed: what was written since the last force is in doubt, and
  ///   a second force proves nothing, for the kernel may have dropped the pages
  void force() throws IOException;
}
