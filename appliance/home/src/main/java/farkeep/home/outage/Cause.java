package farkeep.home.outage;

import java.util.Locale;

/// Why a box was not reached.
public enum Cause {
  /// The box lost its power.
  POWER,
  /// Somebody stopped it, or shut it down.
  STOPPED,
  /// Its program was killed or crashed, and its machine ran on.
  CRASHED,
  /// Its disk failed.
  DISK,
  /// A router, on either side, or the cable or Wi-Fi to it.
  ROUTER,
  /// The internet, on either side.
  INTERNET,
  /// UDP does not get through.
  UDP_BLOCKED,
  /// This home was off or asleep.
  HOME_OFF,
  /// The box's clock was wrong.
  CLOCK,
  /// Where the box is looked for, it is not.
  ADDRESS,
  /// The evidence does not say.
  UNKNOWN;

  /// For programs: `udp-blocked`.
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /// For people: `UDP blocked`.
  public String shown() {
    return switch (this) {
      case UDP_BLOCKED -> "UDP blocked";
      case HOME_OFF -> "home off";
      case UNKNOWN -> "not known why";
      case ADDRESS -> "wrong address";
      case STOPPED -> "stopped by somebody";
      case CRASHED -> "its program ended";
      case POWER, DISK, ROUTER, INTERNET, CLOCK -> name().toLowerCase(Locale.ROOT);
    };
  }
}
