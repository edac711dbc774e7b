package farkeep.home.outage;

import farkeep.link.protocol.Health;
import farkeep.link.protocol.Life;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// One time that a box was away, from the last contact on, and what was seen meanwhile. For one
/// task.
public final class Absence {
  /// A box whose clock differs by more than this has a wrong one.
  public static final Duration SKEW_MAX = Duration.ofMinutes(5);

  private final Instant from;
  private final List<Away> seen = new ArrayList<>();

  /// @param from when the box was last reached
  public Absence(Instant from) {
    this.from = from;
  }

  /// When the box was last reached.
  public Instant from() {
    return from;
  }

  /// Adds what is seen now. Only the last hundred looks count.
  public void see(Away away) {
    seen.add(away);
    if (seen.size() > 100) seen.removeFirst();
  }

  /// What the last look says.
  public Optional<Finding> now() {
    return seen.isEmpty() ? Optional.empty() : Optional.of(seen.getLast().finding());
  }

  /// What a box says once it is back, and when it said so.
  ///
  /// @param at this home's wall clock when it came
  public record Told(Health health, Instant at) {}

  /// What is known about the time once it is over.
  ///
  /// @param until when the box was reached again
  /// @param told what the box said then; empty: nothing
  /// @param homeOff whether this home was off for most of it
  public Back back(Instant until, Optional<Told> told, boolean homeOff, ZoneId zone) {
    boolean answered = seen.stream().anyMatch(it -> it.knock() == Knock.ANSWERED);
    boolean near = seen.stream().anyMatch(Away::sameNetwork);
    Optional<Life> life = told.filter(it -> it.health().hasLife()).map(it -> it.health().getLife());
    if (life.isEmpty()) {
      return new Back(
          homeOff, home(), Run.NOT_TOLD, Life.End.END_UNKNOWN, "", false, false, answered, near);
    }
    Told heard = told.orElseThrow();
    Duration skew =
        Duration.between(heard.at(), Instant.ofEpochMilli(heard.health().getWallMillis()));
    Span span = new Span(from.plus(skew), until.plus(skew));
    Instant started = heard.at().minusMillis(life.get().getRunningMillis());
    Run run = started.isAfter(from) ? restart(life.get()) : Run.RAN_ON;
    boolean jumped = span.holds(life.get().getClockJumpedMillis());
    return new Back(
        homeOff,
        home(),
        run,
        life.get().getPreviousEnd(),
        DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT).withZone(zone).format(started),
        span.meets(life.get().getNetworkGoneMillis(), life.get().getNetworkBackMillis()),
        jumped || skew.abs().compareTo(SKEW_MAX) > 0,
        answered,
        near);
  }

  /// A time by the box's clock.
  private record Span(Instant from, Instant until) {
    boolean holds(long millis) {
      Instant at = Instant.ofEpochMilli(millis);
      return millis != 0 && !at.isBefore(from) && !at.isAfter(until);
    }

    /// Whether another time, which may not be over, meets this one.
    boolean meets(long began, long ended) {
      if (began == 0 || Instant.ofEpochMilli(began).isAfter(until)) return false;
      return ended == 0 || !Instant.ofEpochMilli(ended).isBefore(from);
    }
  }

  private static Run restart(Life life) {
    if (life.getBoot().isEmpty() || life.getPreviousBoot().isEmpty()) return Run.RESTARTED;
    return life.getBoot().equals(life.getPreviousBoot())
        ? Run.PROGRAM_RESTARTED
        : Run.MACHINE_RESTARTED;
  }

  /// How far this home got most of the time.
  private HomeSide home() {
    Map<HomeSide, Integer> counts = new EnumMap<>(HomeSide.class);
    seen.forEach(it -> counts.merge(it.home(), 1, Integer::sum));
    return counts.entrySet().stream()
        .max(Comparator.comparing(Map.Entry::getValue))
        .map(Map.Entry::getKey)
        .orElse(HomeSide.WELL);
  }

  /// One line for the event log: `off 03:12-06:40, power; nothing lost`.
  ///
  /// @param lost what the box does not have any more, in words; empty: nothing
  public String line(Instant until, Finding finding, String lost, ZoneId zone) {
    boolean sameDay = from.atZone(zone).toLocalDate().equals(until.atZone(zone).toLocalDate());
    DateTimeFormatter format =
        DateTimeFormatter.ofPattern(sameDay ? "HH:mm" : "yyyy-MM-dd HH:mm", Locale.ROOT)
            .withZone(zone);
    return "off %s%s%s, %s; %s. %s"
        .formatted(
            format.format(from),
            sameDay ? "-" : " - ",
            format.format(until),
            finding.brief(),
            lost.isEmpty() ? "nothing lost" : lost,
            finding.sentence());
  }
}
