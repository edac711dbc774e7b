package farkeep.box.panel;

import farkeep.box.health.Cause;
import farkeep.panel.lights.Pattern;

/// What the lights play for what is so.
final class Look {
  private Look() {}

  /// The pattern for the worst cause.
  static Pattern of(Cause worst) {
    return switch (worst.state()) {
      case OK -> Pattern.IDLE;
      case WORKING -> working(worst);
      case ATTENTION_HOST -> Pattern.NEEDS_HOST;
      case ATTENTION_OWNER -> Pattern.NEEDS_OWNER;
      case FAULT -> Pattern.FAULT;
    };
  }

  private static Pattern working(Cause cause) {
    return switch (cause) {
      case Cause.Pairing _ -> Pattern.PAIRING;
      case Cause.Receiving _ -> Pattern.RECEIVING;
      case Cause.SafeToUnplug _ -> Pattern.SAFE_TO_UNPLUG;
      default -> Pattern.IDLE;
    };
  }
}
