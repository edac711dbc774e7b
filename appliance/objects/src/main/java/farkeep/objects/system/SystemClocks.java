package farkeep.objects.system;

import farkeep.objects.port.Clocks;
import java.time.Duration;
import java.time.Instant;

/// The clocks of this machine.
public final class SystemClocks implements Clocks {
  private final long madeNanos = System.nanoTime();

  @Override
  public Instant wall() {
    return Instant.now();
  }

  /// Running time since this object was made.
  @Override
  public Duration running() {
    return Duration.ofNanos(System.nanoTime() - madeNanos);
  }
}
