package farkeep.box.health;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Remembers since when each cause holds, and lets none flicker: one that a sensor tells of counts
/// on for [#STEADY] after it was last seen. For one task.
public final class HealthModel {
  /// How long a cause has to be gone until it is over.
  public static final Duration STEADY = Duration.ofMinutes(2);

  private final Map<Class<?>, Seen> seen = new LinkedHashMap<>();

  /// @param last when it was last seen, by a clock that does not jump
  private record Seen(Cause cause, Instant since, Duration last) {}

  /// Takes in what was measured.
  ///
  /// @param now the wall clock, for people
  /// @return how the box is
  public Verdict take(Findings found, Instant now) {
    Duration running = found.machine().running();
    for (Cause cause : Diagnosis.of(found, now)) {
      Instant since = Optional.ofNullable(seen.get(cause.getClass())).map(Seen::since).orElse(now);
      seen.put(cause.getClass(), new Seen(cause, since, running));
    }
    seen.values().removeIf(it -> isOver(it, running));
    List<Seen> all = new ArrayList<>(seen.values());
    boolean trouble = all.stream().anyMatch(it -> it.cause.state() != State.OK);
    if (trouble) all.removeIf(it -> it.cause.state() == State.OK);
    all.sort(Comparator.comparing((Seen it) -> it.cause.state()).reversed());
    return new Verdict(
        all.stream().map(it -> new Verdict.Reason(it.cause, Optional.of(it.since))).toList());
  }

  private static boolean isOver(Seen it, Duration running) {
    Duration gone = running.minus(it.last);
    return it.cause instanceof Cause.Sensed ? gone.compareTo(STEADY) >= 0 : gone.isPositive();
  }
}
