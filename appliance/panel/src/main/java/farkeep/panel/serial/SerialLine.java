package farkeep.panel.serial;

import java.io.IOException;

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

  /// Never fails.
  @Override
  void close();

  /// Bytes of one write: what a kernel's buffer takes at once.
  int WRITE_BYTES_MAX = 1024;
}
