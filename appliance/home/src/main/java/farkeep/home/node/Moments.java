package farkeep.home.node;

import farkeep.home.engine.Moment;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;

/// Moments in a folder's history, as the owner names them.
final class Moments {
  private Moments() {}

  /// Reads a moment.
  ///
  /// @param text empty; `#` and a sequence; a date (its end), a date and time of day, or an instant
  ///   with its offset
  /// @param zone where times without an offset are meant
  /// @throws IllegalArgumentException none of these
  static Moment parse(String text, ZoneId zone) {
    if (text.isEmpty()) return new Moment.Newest();
    try {
      if (text.startsWith("#"))
        return new Moment.Sequence(Long.parseUnsignedLong(text.substring(1)));
      return new Moment.At(instant(text, zone));
    } catch (DateTimeException | NumberFormatException e) {
      throw new IllegalArgumentException(
          "%s is no moment; write #7, 2027-01-03, 2027-01-03T18:00 or 2027-01-03T18:00:00Z"
              .formatted(text),
          e);
    }
  }

  private static Instant instant(String text, ZoneId zone) {
    if (text.indexOf('T') < 0) {
      return LocalDate.parse(text).plusDays(1).atStartOfDay(zone).toInstant().minusNanos(1);
    }
    boolean offset = text.endsWith("Z") || text.lastIndexOf('+') > 0 || text.lastIndexOf('-') > 7;
    return offset
        ? OffsetDateTime.parse(text).toInstant()
        : LocalDateTime.parse(text).atZone(zone).toInstant();
  }
}
