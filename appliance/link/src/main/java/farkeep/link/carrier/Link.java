package farkeep.link.carrier;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;

/// A connection between two peers: encrypted, with many bidirectional streams. Who dialled no
/// longer matters. Every carrier passes `LinkContract`. Safe for many threads; waiting goes through
/// the `Tasks` port.
public interface Link extends Closeable {
  /// Opens a new stream; waits while the peer's limit of streams is reached.
  ///
  /// @throws LinkClosedException the link is gone
  LinkStream open() throws IOException, InterruptedException;

  /// Waits for the next stream that the peer opened.
  ///
  /// @throws LinkClosedException the link is gone
  LinkStream accept() throws IOException, InterruptedException;

  /// Which protocol was agreed on, of those in [Carrier].
  String protocol();

  /// The public key that the listening side proved in TLS: both sides see the same.
  Pin listenerPin();

  /// Where the peer is now.
  InetSocketAddress peerAddress();

  /// Whether this side dialled.
  boolean dialled();

  /// Says that the peer has proven who it is: on the listening side the link no longer counts among
  /// the few that may be unauthenticated. Does nothing on the side that dialled.
  void authenticated();

  /// Whether the link is still there. False is final.
  boolean isOpen();

  /// Ends every stream and the link at once; what was written and not read is lost.
  @Override
  void close();
}
