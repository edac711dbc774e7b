package farkeep.home.alarm;

import farkeep.home.alarm.Message.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Decides when the owner is told: once when a trouble has come and lasts, once a day while it
/// stays, once when it is over. Pure: what is known goes in, what is said comes out.
///
/// @param silentAfter how long a box may be silent
public record AlarmPolicy(Duration silentAfter) {
  /// How long a box may be silent unless the owner says otherwise: a day, and the morning after.
  public static final Duration SILENT_AFTER_DEFAULT = Duration.ofHours(26);

  /// The bounds of what the owner may say.
  public static final Duration SILENT_AFTER_MIN = Duration.ofHours(1);

  /// The longest silence that may be agreed.
  public static final Duration SILENT_AFTER_MAX = Duration.ofDays(90);

  /// How long this home has to have been awake, and reaching for the box, before silence counts: it
  /// may have been this home that slept.
  public static final Duration AWAKE_MIN = Duration.ofMinutes(15);

  /// How long a trouble that a box reports has to last before it is told: much mends itself.
  public static final Duration LASTS_MIN = Duration.ofMinutes(5);

  /// How long a trouble has to be gone before it is over: what comes and goes is one trouble.
  public static final Duration GONE_MIN = Duration.ofMinutes(10);

  /// How often one is reminded.
  public static final Duration REMIND_EVERY = Duration.ofDays(1);

  /// What follows from a look.
  ///
  /// @param said messages for the owner
  /// @param standing what is to be remembered for the next look
  public record Outcome(List<Message> said, List<Standing> standing) {}

  /// Decides.
  ///
  /// @param boxes every box of the vault
  /// @param before what was remembered
  /// @param awakeFor how long this home has been up and reaching for its boxes
  public Outcome look(
      List<BoxCondition> boxes, List<Standing> before, Instant now, Duration awakeFor) {
    Map<String, Standing> standing = new LinkedHashMap<>();
    before.forEach(it -> standing.put(it.key(), it));
    standing.values().removeIf(it -> boxes.stream().noneMatch(box -> box.box().equals(it.box())));
    List<Message> said = new ArrayList<>();
    for (BoxCondition box : boxes) {
      for (Standing.Kind kind : Standing.Kind.values()) {
        Optional<Standing> next =
            seen(box, kind, now, awakeFor)
                .map(found -> there(found, standing.get(found.key()), now, said))
                .or(() -> gone(standing.get(kind + " " + box.box()), box, now, awakeFor, said));
        String key = kind + " " + box.box();
        next.ifPresentOrElse(it -> standing.put(key, it), () -> standing.remove(key));
      }
    }
    return new Outcome(said, List.copyOf(standing.values()));
  }

  /// The trouble of this kind that a box is in now.
  private Optional<Standing> seen(
      BoxCondition box, Standing.Kind kind, Instant now, Duration awakeFor) {
    return switch (kind) {
      case SILENT -> silence(box, now, awakeFor);
      case REPORTED ->
          box.reached()
              ? box.trouble().map(what -> standing(box, kind, what, now))
              : Optional.empty();
    };
  }

  private Optional<Standing> silence(BoxCondition box, Instant now, Duration awakeFor) {
    if (box.reached() || awakeFor.compareTo(AWAKE_MIN) < 0) return Optional.empty();
    return box.lastContact()
        .filter(last -> Duration.between(last, now).compareTo(silentAfter) > 0)
        .map(last ->
            standing(
                box,
                Standing.Kind.SILENT,
                "Nothing was heard of it since %s. %s".formatted(Words.time(last), box.why()),
                last));
  }

  private static Standing standing(
      BoxCondition box, Standing.Kind kind, String what, Instant since) {
    return new Standing(box.box(), box.name(), kind, what, since, null, null);
  }

  /// A trouble that is there.
  private static Standing there(
      Standing seen, @Nullable Standing known, Instant now, List<Message> said) {
    Instant since = known == null ? seen.since() : known.since();
    Instant told = known == null ? null : known.toldAt();
    boolean lasts =
        seen.kind() == Standing.Kind.SILENT
            || Duration.between(since, now).compareTo(LASTS_MIN) >= 0;
    if (told == null && lasts) {
      said.add(Words.of(Kind.ALARM, seen, since, now));
      told = now;
    } else if (told != null && Duration.between(told, now).compareTo(REMIND_EVERY) >= 0) {
      said.add(Words.of(Kind.REMINDER, seen, since, now));
      told = now;
    }
    return new Standing(seen.box(), seen.name(), seen.kind(), seen.what(), since, told, null);
  }

  /// A trouble that is not seen now: it may come back in a moment, or may not be seen because the
  /// box is away.
  private static Optional<Standing> gone(
      @Nullable Standing known,
      BoxCondition box,
      Instant now,
      Duration awakeFor,
      List<Message> said) {
    if (known == null) return Optional.empty();
    if (!box.reached()) return Optional.of(known); // nobody knows whether it is over
    Instant since = known.goneAt() == null ? now : known.goneAt();
    boolean over = Duration.between(since, now).compareTo(GONE_MIN) >= 0;
    if (!over && known.toldAt() == null) over = true; // never told: nothing to take back
    if (over) {
      if (known.toldAt() != null) said.add(Words.of(Kind.ALL_CLEAR, known, known.since(), now));
      return Optional.empty();
    }
    return Optional.of(
        new Standing(
            known.box(),
            known.name(),
            known.kind(),
            known.what(),
            known.since(),
            known.toldAt(),
            since));
  }
}
