package farkeep.link.carrier;

import farkeep.objects.port.Randomness;
import java.security.SecureRandom;

/// The `Randomness` port in the shape that the JDK's and Bouncy Castle's key making ask for.
public final class PortSecureRandom extends SecureRandom {
  private static final long serialVersionUID = 1L;

  private final transient Randomness randomness;

  /// @param randomness where its bytes come from
  public PortSecureRandom(Randomness randomness) {
    this.randomness = randomness;
  }

  @Override
  public void nextBytes(byte[] bytes) {
    // The superclass may call this before the field is set, while it seeds itself.
    if (randomness != null) randomness.fill(bytes);
  }
}
