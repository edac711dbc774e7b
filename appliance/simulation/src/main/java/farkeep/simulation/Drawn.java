package farkeep.simulation;

import farkeep.objects.port.Randomness;
import java.io.ByteArrayOutputStream;

/// Randomness that remembers what keys were made of.
final class Drawn implements Randomness {
  private final Randomness randomness;
  private final ByteArrayOutputStream keys = new ByteArrayOutputStream();

  Drawn(Randomness randomness) {
    this.randomness = randomness;
  }

  /// Everything drawn that is as long as a key, one after the other.
  byte[] keys() {
    return keys.toByteArray();
  }

  @Override
  public void fill(byte[] bytes) {
    randomness.fill(bytes);
    if (bytes.length % Secrets.KEY_BYTES == 0) keys.writeBytes(bytes);
  }

  @Override
  public long below(long bound) {
    return randomness.below(bound);
  }
}
