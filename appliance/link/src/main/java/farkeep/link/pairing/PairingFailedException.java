package farkeep.link.pairing;

import java.io.IOException;

/// Pairing did not succeed. To the peer, and to the person at home, every failure looks the same.
public class PairingFailedException extends IOException {
  private static final long serialVersionUID = 1L;

  /// @param message what to do
  public PairingFailedException(String message) {
    super(message);
  }

  /// @param message what to do
  /// @param cause what broke; not for the peer
  public PairingFailedException(String message, Throwable cause) {
    super(message, cause);
  }
}
