package farkeep.panel.button;

import farkeep.panel.lights.Pattern;
import java.time.Duration;
import java.util.Optional;

/// What a press of the button asks for, by how long it was held.
public enum Press {
  /// Short: show where the box is, and open the action window.
  IDENTIFY(Duration.ZERO, Pattern.HOLD_IDENTIFY),
  /// Show the pairing code.
  PAIR(Duration.ofSeconds(3), Pattern.HOLD_PAIR),
  /// Confirm what the owner asked.
  CONFIRM(Duration.ofSeconds(10), Pattern.HOLD_CONFIRM),
  /// Forget the pairings; data is never touched.
  FORGET(Duration.ofSeconds(15), Pattern.HOLD_FORGET);

  /// Held for longer, it is no press: something leans on the button, or it is broken.
  public static final Duration HELD_MAX = Duration.ofSeconds(30);

  private final Duration from;
  private final Pattern pattern;

  Press(Duration from, Pattern pattern) {
    this.from = from;
    this.pattern = pattern;
  }

  /// How long it is held at least.
  public Duration from() {
    return from;
  }

  /// What the lights show while it would be this one.
  public Pattern pattern() {
    return pattern;
  }

  /// What it is when let go after this time.
  ///
  /// @return empty after [#HELD_MAX]
  public static Optional<Press> held(Duration time) {
    if (time.compareTo(HELD_MAX) >= 0) return Optional.empty();
    Press found = IDENTIFY;
    for (Press each : values()) if (time.compareTo(each.from) >= 0) found = each;
    return Optional.of(found);
  }
}
