package farkeep.link.protocol;

import farkeep.link.carrier.LinkStream;
import farkeep.link.pace.Pace;
import farkeep.objects.Limits;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Receives what a [PutWriter] sends, in two steps for each object, so that room can be made before
/// its bytes are taken in. For one task at a time.
public final class PutReader {
  private final InputStream in;
  private @Nullable Announced announced;

  /// What comes next on the stream.
  ///
  /// @param number the object's number in the session; at least 1
  /// @param bytes its length, 1 to [Limits#OBJECT_BYTES_MAX]
  public record Announced(long number, int bytes) {}

  /// @param stream one whose [Opening] was PUT
  public PutReader(LinkStream stream) {
    this.in = stream.input();
  }

  /// @param stream one whose [Opening] was PUT
  /// @param pace at which it is read
  public PutReader(LinkStream stream, Pace pace) {
    this.in = pace.over(stream.input());
  }

  /// Waits for the next object to begin.
  ///
  /// @return nothing when no more come
  /// @throws ProtocolViolationException number or length out of bounds, or cut off
  /// @throws IllegalStateException the bytes of the object before were not read
  public Optional<Announced> next() throws IOException {
    if (announced != null) throw new IllegalStateException("an object's bytes were not read");
    int first = in.read();
    if (first < 0) return Optional.empty();
    ByteBuffer header = ByteBuffer.allocate(PutWriter.RECORD_HEADER_BYTES).put((byte) first);
    header.put(Frames.readFully(in, header.remaining())).flip();
    long number = header.getLong();
    int bytes = header.getInt();
    if (number < 1 || bytes < 1 || bytes > Limits.OBJECT_BYTES_MAX) {
      throw new ProtocolViolationException(
          "PUT: object number %s of %d B; numbers from 1, 1 to %d B"
              .formatted(
                  Long.toUnsignedString(number),
                  Integer.toUnsignedLong(bytes),
                  Limits.OBJECT_BYTES_MAX));
    }
    announced = new Announced(number, bytes);
    return Optional.of(announced);
  }

  /// Reads the bytes of the object that [#next] announced.
  ///
  /// @throws ProtocolViolationException cut off: the home sends it again on another stream
  public byte[] stored() throws IOException {
    Announced current = announced;
    if (current == null) throw new IllegalStateException("no object was announced");
    announced = null;
    return Frames.readFully(in, current.bytes());
  }
}
