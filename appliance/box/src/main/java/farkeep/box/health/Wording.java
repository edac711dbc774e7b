package farkeep.box.health;

import java.text.MessageFormat;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Locale;
import java.util.ResourceBundle;

/// Causes in words, in the languages of the bundles beside this class.
public final class Wording {
  private static final String BUNDLE = "farkeep.box.health.causes";

  private final Locale locale;
  private final ResourceBundle bundle;
  private final ZoneId zone;

  /// @param locale English is taken where there is no bundle for it
  /// @param zone in which moments are told
  public Wording(Locale locale, ZoneId zone) {
    this.locale = locale;
    this.zone = zone;
    this.bundle =
        ResourceBundle.getBundle(
            BUNDLE,
            locale,
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
  }

  /// What is so: one plain sentence.
  public String sentence(Cause cause) {
    return text(cause.code() + ".sentence", cause);
  }

  /// What to do; empty when there is nothing to do.
  public String advice(Cause cause) {
    return text(cause.code() + ".advice", cause);
  }

  private String text(String key, Cause cause) {
    Object[] told = cause.figures().stream().map(this::told).toArray();
    return new MessageFormat(bundle.getString(key), locale).format(told);
  }

  private Object told(Object figure) {
    return switch (figure) {
      case Duration time -> words(time);
      case Instant moment ->
          DateTimeFormatter.ofLocalizedTime(FormatStyle.SHORT)
              .withLocale(locale)
              .withZone(zone)
              .format(moment);
      default -> figure;
    };
  }

  /// A time as people say it, to one unit: "4 minutes".
  public String words(Duration time) {
    if (time.compareTo(Duration.ofMinutes(1)) < 0) return bundle.getString("moments");
    if (time.compareTo(Duration.ofHours(1)) < 0) return counted("minutes", time.toMinutes());
    if (time.compareTo(Duration.ofHours(48)) < 0) return counted("hours", time.toHours());
    if (time.compareTo(Duration.ofDays(90)) < 0) return counted("days", time.toDays());
    return counted("months", time.toDays() / 30);
  }

  private String counted(String unit, long count) {
    return new MessageFormat(bundle.getString(unit), locale).format(new Object[] {count});
  }
}
