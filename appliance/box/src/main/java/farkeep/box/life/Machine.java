package farkeep.box.life;

import java.util.Optional;

/// What the machine says of itself.
public interface Machine {
  /// Which start of the machine this is: 16 bytes that no other start has; empty: it does not say.
  Optional<byte[]> boot();

  /// Whether there is a network: a cable or Wi-Fi that is up and has an address.
  boolean hasNetwork();
}
