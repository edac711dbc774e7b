package farkeep.link.carrier.nativequic;

import farkeep.link.carrier.Pin;

/// What the link tells whoever made it: the carrier or the listener.
interface LinkEvents {
  /// The key the listening side proved; known once the link is established.
  Pin listenerPin();

  /// Whether this side dialled.
  boolean dialled();

  /// Event loop only: the handshake is done.
  void established(NativeLink link);

  /// The peer proved who it is.
  void authenticated();

  /// Event loop only: the peer closed the link, during the handshake or later.
  void peerClosed(int code);

  /// The link has ended; what QUIC still says to the peer comes after this.
  void ended(NativeLink link);

  /// Event loop only: nothing more comes.
  void gone(NativeLink link);
}
