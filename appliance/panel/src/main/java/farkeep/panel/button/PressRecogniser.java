package farkeep.panel.button;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Makes presses of edges. A contact bounces: a change counts when it has lasted [#BOUNCE]. Pure,
/// in memory of fixed size: ten thousand edges cost no more than one.
public final class PressRecogniser {
  /// How long a change must last to count.
  public static final Duration BOUNCE = Duration.ofMillis(30);

  private boolean seenDown;
  private Duration seenSince = Duration.ZERO;
  private @Nullable Duration downSince;
  private @Nullable Press reached;
  private boolean tooLong;

  /// What has come of it.
  public sealed interface Outcome {
    /// Nothing new.
    record Nothing() implements Outcome {}

    /// It is held, and has come this far.
    ///
    /// @param reached what it would be if let go now
    record Holding(Press reached) implements Outcome {}

    /// It is held for longer than any press.
    record TooLong() implements Outcome {}

    /// It was let go.
    ///
    /// @param press what it was; empty after it was held too long
    record LetGo(Optional<Press> press) implements Outcome {}
  }

  /// An edge.
  ///
  /// @param now running time; never less than in any call before
  public void edge(boolean down, Duration now) {
    if (down == seenDown) return;
    seenDown = down;
    seenSince = now;
  }

  /// What has come of it until now; call again and again until it says nothing, and then after
  /// [#next].
  public Outcome at(Duration now) {
    boolean lasted = now.minus(seenSince).compareTo(BOUNCE) >= 0;
    if (downSince == null) {
      if (!seenDown || !lasted) return new Outcome.Nothing();
      downSince = seenSince;
    } else if (!seenDown && lasted) {
      return letGo(seenSince.minus(downSince));
    }
    return tooLong ? new Outcome.Nothing() : holding(now.minus(downSince));
  }

  private Outcome letGo(Duration held) {
    downSince = null;
    reached = null;
    tooLong = false;
    return new Outcome.LetGo(Press.held(held));
  }

  private Outcome holding(Duration held) {
    Optional<Press> now = Press.held(held);
    if (now.isEmpty()) {
      tooLong = true;
      return new Outcome.TooLong();
    }
    if (now.get() == reached) return new Outcome.Nothing();
    reached = now.get();
    return new Outcome.Holding(now.get());
  }

  /// After which time something may come of it without another edge; empty when only an edge can
  /// bring anything.
  public Optional<Duration> next(Duration now) {
    Duration bounces = BOUNCE.minus(now.minus(seenSince));
    if (seenDown != (downSince != null)) return Optional.of(notNegative(bounces));
    if (downSince == null || tooLong) return Optional.empty();
    Duration held = now.minus(downSince);
    for (Press each : Press.values()) {
      if (each.from().compareTo(held) > 0) return Optional.of(each.from().minus(held));
    }
    return Optional.of(notNegative(Press.HELD_MAX.minus(held)));
  }

  private static Duration notNegative(Duration time) {
    return time.isNegative() ? Duration.ZERO : time;
  }
}
