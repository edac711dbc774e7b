package farkeep.simulation;

import farkeep.objects.port.Clocks;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The clock of a machine, which outlives restarts and may be wrong.
final class WrongClock implements Clocks {
  private final Clocks right;
  private Duration ahead = Duration.ZERO;
  private @Nullable Instant frozenAt;

  WrongClock(Clocks right) {
    this.right = right;
  }

  /// Jumps, and goes on from there.
  void jumpTo(Instant wall) {
    ahead = Duration.between(right.wall(), wall);
    frozenAt = null;
  }

  /// Stands still from now on.
  void freeze() {
    frozenAt = wall();
  }

  /// Shows the right time again.
  void mend() {
    ahead = Duration.ZERO;
    frozenAt = null;
  }

  @Override
  public Instant wall() {
    return frozenAt == null ? right.wall().plus(ahead) : frozenAt;
  }

  @Override
  public Duration running() {
    return right.running();
  }
}
