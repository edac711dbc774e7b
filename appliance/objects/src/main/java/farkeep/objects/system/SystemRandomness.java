package farkeep.objects.system;

import farkeep.objects.port.Randomness;
import java.security.SecureRandom;

/// The randomness of this machine's kernel, through `SecureRandom`.
public final class SystemRandomness implements Randomness {
  private final SecureRandom random = new SecureRandom();

  @Override
  public void fill(byte[] bytes) {
    random.nextBytes(bytes);
  }

  @Override
  public long below(long bound) {
    return random.nextLong(bound);
  }
}
