package farkeep.link.carrier.portable;

import java.io.IOException;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tech.kwik.core.QuicStream;
import tech.kwik.core.common.EncryptionLevel;
import tech.kwik.core.frame.PingFrame;
import tech.kwik.core.frame.QuicFrame;
import tech.kwik.core.frame.StopSendingFrame;
import tech.kwik.core.impl.QuicConnectionImpl;
import tech.kwik.core.impl.Version;
import tech.kwik.core.stream.FlowControlUpdateListener;

/// A connection of kwik, and what a link asks of it beyond kwik's documented interface. Safe for
/// many threads.
///
/// @param kwik the connection
record KwikConnection(QuicConnectionImpl kwik) {
  private static final Logger LOG = LoggerFactory.getLogger(KwikConnection.class);
  private static final int NO_BYTES = 1;

  /// Opens a bidirectional stream; waits while the peer allows no more.
  ///
  /// @throws IOException the connection is gone
  /// @throws RuntimeException the thread was interrupted
  QuicStream open() throws IOException {
    return kwik.createStream(true);
  }

  /// Sends a sign of life that the peer has to acknowledge.
  void ping() {
    kwik.send(new PingFrame(), _ -> {}, true);
  }

  /// Wakes kwik's sender. Some of what kwik wants to say to the peer otherwise waits for its next
  /// packet: that a stream has ended and makes room for another, for instance.
  void wake() {
    kwik.send(_ -> null, NO_BYTES, EncryptionLevel.App, _ -> {}, true);
  }

  /// Makes the sender look once more whether this stream has something to send.
  void nudge(QuicStream stream) {
    ((FlowControlUpdateListener) stream.getOutputStream()).streamNotBlocked(stream.getStreamId());
  }

  /// Tells the peer to stop sending. Unlike kwik's own call this goes on counting what comes: kwik
  /// does not give back the window that unread bytes of such a stream took from all others.
  void stopSending(QuicStream stream, long code) {
    kwik.send(
        new StopSendingFrame(Version.getDefault(), stream.getStreamId(), code), this::again, true);
  }

  private void again(QuicFrame lost) {
    kwik.send(lost, this::again, true);
  }

  /// Ends the connection and tells the peer.
  void close() {
    try {
      kwik.close();
    } catch (RejectedExecutionException e) {
      LOG.debug("kwik was ending the connection already", e);
    }
  }
}
