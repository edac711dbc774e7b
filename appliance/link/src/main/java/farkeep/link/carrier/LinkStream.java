package farkeep.link.carrier;

import java.io.Closeable;
import java.io.InputStream;
import java.io.OutputStream;

/// One bidirectional stream of a [Link]. Reading and writing block; one reader and one writer at a
/// time, which may be two tasks. What was written is sent at once, with no need to flush, and up to
/// a bound before the peer reads it.
///
/// Streams share the link's window: bytes that lie unread on one can hold up all others of the same
/// direction. So never leave one unread while waiting for what comes on another; read, and keep
/// what is too early within a bound of your own.
///
/// A stream that moves no byte in a direction in which somebody waits for longer than the carrier's
/// progress limit is reset by the watchdog: both sides then get a [LinkClosedException] from it,
/// and the link stays. A task that is cancelled while it waits gets an `InterruptedIOException`.
public interface LinkStream extends Closeable {
  /// Its QUIC stream ID, the same on both sides: of two streams that one side opened, the later one
  /// has the larger. They need not be accepted in that order, for packets get lost.
  long id();

  /// What the peer writes; ends when the peer finishes its side.
  InputStream input();

  /// What the peer reads; closing it finishes this side. Closing does not wait for the peer.
  OutputStream output();

  /// Lets readers of this stream wait without limit from now on: for streams on which silence is
  /// normal, as on the control stream. Writing stays under the watchdog.
  void allowSilence();

  /// Breaks off both directions; the peer gets a [LinkClosedException].
  void reset();

  /// Finishes this side and stops reading.
  @Override
  void close();
}
