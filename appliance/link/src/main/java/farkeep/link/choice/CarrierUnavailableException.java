package farkeep.link.choice;

import java.io.IOException;

/// The chosen carrier can't be used on this machine.
public class CarrierUnavailableException extends IOException {
  private static final long serialVersionUID = 1L;

  /// @param message which one, why, and what to do
  public CarrierUnavailableException(String message) {
    super(message);
  }
}
