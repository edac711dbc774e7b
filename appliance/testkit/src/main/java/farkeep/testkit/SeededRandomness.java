package farkeep.testkit;

import farkeep.objects.port.Randomness;
import java.util.SplittableRandom;

/// Randomness that a seed repeats. Safe for many threads, though the order of their calls then
/// decides who gets what.
public final class SeededRandomness implements Randomness {
  private final long seed;
  private final SplittableRandom random;

  /// @param seed the same seed gives the same bytes and numbers
  public SeededRandomness(long seed) {
    this.seed = seed;
    this.random = new SplittableRandom(seed);
  }

  @Override
  public synchronized void fill(byte[] bytes) {
    random.nextBytes(bytes);
  }

  @Override
  public synchronized long below(long bound) {
    return random.nextLong(bound);
  }

  /// The seed, for the message of a failure.
  @Override
  public String toString() {
    return "seed " + seed;
  }
}
