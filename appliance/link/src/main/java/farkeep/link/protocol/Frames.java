package farkeep.link.protocol;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageLite;
import com.google.protobuf.Parser;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Optional;

/// Messages on a stream: u32 length, big-endian, and that many bytes.
public final class Frames {
  /// Bytes of one frame, without its length.
  public static final int FRAME_BYTES_MAX = 64 << 10;

  /// Writes one message in one piece.
  ///
  /// @throws IllegalArgumentException it is longer than [#FRAME_BYTES_MAX]; nothing was written
  public static void write(OutputStream out, MessageLite message) throws IOException {
    writeBytes(out, message.toByteArray());
  }

  /// Writes these bytes as a frame.
  ///
  /// @throws IllegalArgumentException more than [#FRAME_BYTES_MAX]; nothing was written
  public static void writeBytes(OutputStream out, byte[] body) throws IOException {
    if (body.length > FRAME_BYTES_MAX) {
      throw new IllegalArgumentException(
          "a frame of %d B; at most %d".formatted(body.length, FRAME_BYTES_MAX));
    }
    ByteBuffer frame = ByteBuffer.allocate(Integer.BYTES + body.length);
    out.write(frame.putInt(body.length).put(body).array());
    out.flush();
  }

  /// Reads one message.
  ///
  /// @return nothing when the stream ended before it
  /// @throws ProtocolViolationException too long, cut off, or not such a message
  public static <T> Optional<T> read(InputStream in, Parser<T> parser) throws IOException {
    Optional<byte[]> body = readBytes(in, FRAME_BYTES_MAX);
    if (body.isEmpty()) return Optional.empty();
    try {
      return Optional.of(parser.parseFrom(body.get()));
    } catch (InvalidProtocolBufferException e) {
      throw new ProtocolViolationException(
          "a frame of %d B is not the message it should be".formatted(body.get().length), e);
    }
  }

  /// Reads the bytes of one frame; checks its length before it allocates anything.
  ///
  /// @param bytesMax the longest that is allowed here
  /// @return nothing when the stream ended before it
  /// @throws ProtocolViolationException too long or cut off
  public static Optional<byte[]> readBytes(InputStream in, int bytesMax) throws IOException {
    int first = in.read();
    if (first < 0) return Optional.empty();
    byte[] rest = readFully(in, Integer.BYTES - 1);
    int length = ByteBuffer.allocate(Integer.BYTES).put((byte) first).put(rest).getInt(0);
    if (length < 0 || length > bytesMax) {
      throw new ProtocolViolationException(
          "a frame of %d B; at most %d".formatted(Integer.toUnsignedLong(length), bytesMax));
    }
    return Optional.of(readFully(in, length));
  }

  /// Reads exactly this many bytes.
  ///
  /// @throws ProtocolViolationException the stream ended before
  static byte[] readFully(InputStream in, int count) throws IOException {
    byte[] bytes = in.readNBytes(count);
    if (bytes.length < count) {
      throw new ProtocolViolationException(
          "the stream ended %d B into a part of %d B".formatted(bytes.length, count));
    }
    return bytes;
  }

  private Frames() {}
}
