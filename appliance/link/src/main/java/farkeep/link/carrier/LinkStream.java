package farkeep.link.carrier;

import java.io.Closeable;
import java.io.InputStream;
import java.io.OutputStream;

/// One bidirectional stream of a [Link]. Reading and writing block; one reader and one writer at a
/// time.
///
/// A stream that moves no byte in a direction in which somebody waits for longer than the carrier's
/// progress limit is reset by the watchdog: both sides then get a [LinkClosedException] from it,
/// and the link stays.
public interface LinkStream extends Closeable {
  /// What the peer writes; ends when the peer finishes its side.
  InputStream input();

  /// What the peer reads; closing it finishes this side.
  OutputStream output();

  /// Breaks off both directions; the peer gets an error.
  void reset();

  /// Finishes this side and stops reading.
  @Override
  void close();
}
