package farkeep.link.carrier;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Set;

/// A way to carry a [Link]: native QUIC, portable QUIC, or the simulated one.
public interface Carrier extends Closeable {
  /// The protocol of everyday work.
  String FARKEEP = "farkeep/1";

  /// The protocol of pairing, offered only while the pairing window is open.
  String PAIRING = "farkeep-pair/1";

  /// Dials a listener.
  ///
  /// @param address host and port; resolved here
  /// @param expected which listener is accepted
  /// @throws PinMismatchException somebody else answered
  /// @throws ProtocolNotOfferedException the listener does not offer `protocol` now
  /// @throws NobodyAnsweredException nothing came back in time
  /// @throws IOException there is no link for another reason; the message says where and what to
  ///   check
  Link dial(InetSocketAddress address, Expected expected, String protocol)
      throws IOException, InterruptedException;

  /// Begins to listen.
  ///
  /// @param address where; port 0 takes a free one
  /// @param identity certificate and key that callers see
  /// @param admission who may connect, and with what
  Listener listen(InetSocketAddress address, TlsIdentity identity, Admission admission)
      throws IOException;

  /// A place where links arrive. Closing stops listening and closes its links.
  interface Listener extends Closeable {
    /// Waits for the next link.
    ///
    /// @throws LinkClosedException the listener was closed
    Link accept() throws IOException, InterruptedException;

    /// Where it listens, with the real port.
    InetSocketAddress address();
  }

  /// Which listener a caller accepts.
  sealed interface Expected {
    /// One of these keys, from the vault log: the current and the next.
    record OneOf(Set<Pin> pins) implements Expected {}

    /// Anybody: only for pairing, where the code proves who it is.
    record AnyForPairing() implements Expected {}
  }

  /// Which protocols a listener offers at this moment; asked for each new connection.
  @FunctionalInterface
  interface Admission {
    /// The protocols offered now.
    Set<String> protocols();
  }
}
