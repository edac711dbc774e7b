package farkeep.home.alarm;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// What alarms say.
final class Words {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT).withZone(ZoneId.systemDefault());

  private Words() {}

  /// A time as the owner's clock shows it.
  static String time(Instant when) {
    return TIME.format(when);
  }

  static Message of(Message.Kind kind, Standing about, Instant since, Instant now) {
    return new Message(
        kind,
        about.box(),
        about.name(),
        about.key(),
        title(kind, about),
        text(kind, about, since, now),
        now);
  }

  private static String title(Message.Kind kind, Standing about) {
    String trouble =
        switch (about.kind()) {
          case SILENT -> "box %s is silent";
          case REPORTED -> "box %s is in trouble";
        };
    String title = "Farkeep: " + trouble.formatted(about.name());
    return switch (kind) {
      case ALARM, TEST -> title;
      case REMINDER -> title + ", still";
      case ALL_CLEAR -> "Farkeep: box %s is well again".formatted(about.name());
    };
  }

  private static String text(Message.Kind kind, Standing about, Instant since, Instant now) {
    String how = "since %s (%s)".formatted(time(since), span(Duration.between(since, now)));
    return switch (kind) {
      case ALARM, TEST -> about.what();
      case REMINDER -> "It has been so " + how + ". " + about.what();
      case ALL_CLEAR -> "It was not " + how + ". It is now.";
    };
  }

  /// `3 days`, `5 hours`, `12 minutes`.
  static String span(Duration length) {
    if (length.toDays() > 1) return length.toDays() + " days";
    if (length.toHours() > 1) return length.toHours() + " hours";
    return length.toMinutes() + " minutes";
  }
}
