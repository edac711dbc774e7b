package farkeep.panel.lights;

import java.time.Duration;

/// When a lamp is on, again and again: `#` is a tenth of a second on, `.` one off.
///
/// @param picture one round
record Rhythm(String picture) {
  /// How long one sign of the picture lasts.
  static final Duration SIGN = Duration.ofMillis(100);

  /// Signs of the longest round: after six seconds of looking, everything has been seen.
  static final int SIGNS_MAX = 60;

  Rhythm {
    if (!picture.matches("[#.]{1," + SIGNS_MAX + "}")) {
      throw new IllegalArgumentException(
          "a rhythm has 1 to %d signs # or ., not %s".formatted(SIGNS_MAX, picture));
    }
  }

  boolean on(Duration since) {
    return picture.charAt(place(since)) == '#';
  }

  /// How long it stays as it is, as far as one looks ahead.
  Duration stays(Duration since) {
    int here = place(since);
    int signs = 1;
    while (signs < SIGNS_MAX && sign(here + signs) == sign(here)) signs++;
    long nanosIntoSign = since.toNanos() % SIGN.toNanos();
    return SIGN.multipliedBy(signs).minusNanos(nanosIntoSign);
  }

  private char sign(int place) {
    return picture.charAt(place % picture.length());
  }

  private int place(Duration since) {
    return Math.toIntExact(since.dividedBy(SIGN) % picture.length());
  }
}
