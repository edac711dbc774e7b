package farkeep.link.carrier.portable;

/// How many datagrams went over a link.
interface Traffic {
  /// Datagrams that came from the peer.
  long received();

  /// Datagrams that went to the peer.
  long sent();
}
