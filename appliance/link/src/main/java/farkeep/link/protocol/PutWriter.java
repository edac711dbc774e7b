package farkeep.link.protocol;

import farkeep.link.carrier.LinkStream;
import farkeep.link.pace.Pace;
import farkeep.objects.Limits;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;

/// Sends objects on a stream of their own: u64 number, u32 length, stored bytes, for each. For one
/// task at a time.
public final class PutWriter implements Closeable {
  /// Bytes before each object: number and length.
  public static final int RECORD_HEADER_BYTES = Long.BYTES + Integer.BYTES;

  private final OutputStream out;

  /// Opens the stream for PUT.
  public PutWriter(LinkStream stream) throws IOException {
    new Opening.Put().write(stream);
    this.out = stream.output();
  }

  /// Opens the stream for PUT.
  ///
  /// @param pace at which it is written
  public PutWriter(LinkStream stream, Pace pace) throws IOException {
    new Opening.Put().write(stream);
    this.out = pace.over(stream.output());
  }

  /// Sends one object. It is not durable before STORED says so.
  ///
  /// @param number its number in the session, from 1
  /// @param stored the object's bytes, at most [Limits#OBJECT_BYTES_MAX]
  /// @throws IOException the stream broke: send the object again on another one, with its number
  public void put(long number, byte[] stored) throws IOException {
    if (stored.length == 0 || stored.length > Limits.OBJECT_BYTES_MAX) {
      throw new IllegalArgumentException(
          "an object of %d B; 1 to %d".formatted(stored.length, Limits.OBJECT_BYTES_MAX));
    }
    ByteBuffer header = ByteBuffer.allocate(RECORD_HEADER_BYTES);
    out.write(header.putLong(number).putInt(stored.length).array());
    out.write(stored);
  }

  /// Sends what may still stand in a buffer.
  public void flush() throws IOException {
    out.flush();
  }

  /// Says that nothing more comes on this stream.
  @Override
  public void close() throws IOException {
    out.close();
  }
}
