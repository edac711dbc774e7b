package farkeep.box.health;

import farkeep.web.page.Languages;
import farkeep.web.page.Messages;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Locale;

/// Causes in words, in the languages of the bundles beside this class.
public final class Wording {
  private static final Messages MESSAGES = new Messages("farkeep.box.health.causes");

  /// Not every terminal has it.
  private static final char NARROW_SPACE = '\u202f';

  private final Locale locale;
  private final ZoneId zone;

  /// @param locale English is taken where there is no bundle for it
  /// @param zone in which moments are told
  public Wording(Locale locale, ZoneId zone) {
    this.locale = Languages.ALL.contains(locale) ? locale : Locale.ENGLISH;
    this.zone = zone;
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
    return MESSAGES.text(locale, key, told);
  }

  /// What became of an update: one plain sentence.
  public String sentence(MachineUpdate update) {
    return switch (update.stage()) {
      case RECEIVED, INSTALLING, INSTALLED, TRIAL ->
          sentence(new Cause.UpdateUnderWay(update.stage(), update.to()));
      case REFUSED -> sentence(new Cause.UpdateRefused(update.to(), update.why()));
      case BACK -> sentence(new Cause.UpdateFellBack(update.to(), update.why()));
      case GOOD, PRESENT -> MESSAGES.text(locale, "update." + update.stage().code());
    };
  }

  private Object told(Object figure) {
    return switch (figure) {
      case Duration time -> words(time);
      case BlankDisk disk -> words(disk);
      case MachineUpdate.Stage stage -> MESSAGES.text(locale, "update." + stage.code());
      case MachineUpdate.Why why -> MESSAGES.text(locale, "update.why." + why.code());
      case Instant moment ->
          DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM, FormatStyle.SHORT)
              .withLocale(locale)
              .withZone(zone)
              .format(moment)
              .replace(NARROW_SPACE, ' ');
      default -> figure;
    };
  }

  /// A disk as people know it: "1.0 TB, WD Elements".
  private String words(BlankDisk disk) {
    String size =
        disk.bytes() < 1_000_000_000_000L
            ? String.format(locale, "%d GB", disk.bytes() / 1_000_000_000)
            : String.format(locale, "%.1f TB", disk.bytes() / 1e12);
    return disk.model().isEmpty() ? size : size + ", " + disk.model();
  }

  /// A time as people say it, to one unit: "4 minutes".
  public String words(Duration time) {
    if (time.compareTo(Duration.ofMinutes(1)) < 0) return MESSAGES.text(locale, "moments");
    if (time.compareTo(Duration.ofHours(1)) < 0) return counted("minutes", time.toMinutes());
    if (time.compareTo(Duration.ofHours(48)) < 0) return counted("hours", time.toHours());
    if (time.compareTo(Duration.ofDays(90)) < 0) return counted("days", time.toDays());
    return counted("months", time.toDays() / 30);
  }

  private String counted(String unit, long count) {
    return MESSAGES.text(locale, unit, count);
  }
}
