package farkeep.link.carrier;

import java.io.IOException;

/// The listener is there, and does not speak the asked protocol at this moment. For
/// [Carrier#PAIRING] that means: its pairing window is closed.
public class ProtocolNotOfferedException extends IOException {
  private static final long serialVersionUID = 1L;

  /// @param message where, which protocol, and what to do
  public ProtocolNotOfferedException(String message) {
    super(message);
  }
}
