package farkeep.box.replication;

/// The peer broke a rule of the protocol; its session ends. The message says which rule, with the
/// figures, and is sent to the peer.
public final class ViolationException extends Exception {
  private static final long serialVersionUID = 1L;

  /// @param message which rule, and the figures
  ViolationException(String message) {
    super(message);
  }
}
