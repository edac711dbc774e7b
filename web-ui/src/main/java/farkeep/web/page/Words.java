package farkeep.web.page;

import java.text.NumberFormat;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// Puts figures and times into one language, as people say them.
///
/// @param now what ages are counted from
public record Words(Messages messages, Locale locale, ZoneId zone, Instant now) {
  private static final String[] UNITS = {"B", "kB", "MB", "GB", "TB", "PB", "EB"};

  /// The text with this key.
  public String text(String key, Object... arguments) {
    return messages.text(locale, key, arguments);
  }

  /// "4 minutes ago"; what lies ahead, by a clock that was set back, is "just now".
  public String ago(Instant then) {
    Duration age = Duration.between(then, now);
    if (age.compareTo(Duration.ofMinutes(1)) < 0) return text("ago.now");
    if (age.compareTo(Duration.ofHours(1)) < 0) return text("ago.minutes", age.toMinutes());
    if (age.compareTo(Duration.ofHours(48)) < 0) return text("ago.hours", age.toHours());
    return text("ago.days", age.toDays());
  }

  /// "5 months", "3 minutes": one unit, rounded down, at least one minute.
  public String span(Duration span) {
    long days = span.toDays();
    if (days >= 730) return text("span.years", days / 365);
    if (days >= 61) return text("span.months", days / 30);
    if (days >= 14) return text("span.weeks", days / 7);
    if (days >= 2) return text("span.days", days);
    if (span.toHours() >= 2) return text("span.hours", span.toHours());
    return text("span.minutes", Math.max(1, span.toMinutes()));
  }

  /// "1.2 TB": decimal units, as disks are sold.
  public String bytes(long bytes) {
    double figure = bytes;
    int unit = 0;
    // 999.95 would be written as 1000.0
    while (figure >= 999.5 && unit < UNITS.length - 1) {
      figure /= 1000;
      unit++;
    }
    NumberFormat format = NumberFormat.getNumberInstance(locale);
    format.setMaximumFractionDigits(unit == 0 || figure >= 99.5 ? 0 : 1);
    return format.format(figure) + "\u00a0" + UNITS[unit];
  }

  /// "12,345".
  public String number(double figure, int digits) {
    NumberFormat format = NumberFormat.getNumberInstance(locale);
    format.setMaximumFractionDigits(digits);
    return format.format(figure);
  }

  /// "1,204": a count.
  public String count(long figure) {
    return NumberFormat.getIntegerInstance(locale).format(figure);
  }

  /// "14:03".
  public String clock(Instant then) {
    return DateTimeFormatter.ofPattern("HH:mm", locale).format(then.atZone(zone));
  }

  /// "21 Nov, 14:03"; with the year when it is another one.
  public String moment(Instant then) {
    boolean thisYear = then.atZone(zone).getYear() == now.atZone(zone).getYear();
    String pattern = text(thisYear ? "pattern.moment" : "pattern.moment.year");
    return DateTimeFormatter.ofPattern(pattern, locale).format(then.atZone(zone));
  }

  /// "21 Nov".
  public String day(LocalDate date) {
    return DateTimeFormatter.ofPattern(text("pattern.day"), locale).format(date);
  }
}
