package farkeep.panel.serial;

import java.io.IOException;
import java.util.Arrays;

/// An open serial line. Used by one thread at a time. Nothing here waits.
public interface SerialLine extends AutoCloseable {
  /// Reads what has arrived.
  ///
  /// @param into as many bytes as fit
  /// @return how many; 0 when nothing has
  /// @throws IOException the line is gone (unplugged); close it
  int read(byte[] into) throws IOException;

  /// Writes all of it, or fails.
  ///
  /// @param bytes at most [#WRITE_BYTES_MAX]
  /// @throws IOException the line is gone, or the other side takes nothing; close it
  void write(byte[] bytes) throws IOException;

  /// Writes any number of bytes, one write after the other.
  ///
  /// @throws IOException as [#write]; a part may have been written
  default void writeAll(byte[] bytes) throws IOException {
    for (int from = 0; from < bytes.length; from += WRITE_BYTES_MAX) {
      write(Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + WRITE_BYTES_MAX)));
    }
  }

  /// Never fails.
  @Override
  void close();

  /// Bytes of one write: what a kernel's buffer takes at once.
  int WRITE_BYTES_MAX = 1024;
}
