package farkeep.home.outage;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import farkeep.home.state.StateDirectory;
import farkeep.objects.port.Clocks;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// When this home was off or asleep, as far as it can tell: the time between the last stamp of one
/// run and the beginning of the next, and leaps of the wall clock that the running clock did not
/// make. For one task.
public final class HomeLife {
  /// How often it is stamped.
  public static final Duration STAMP_EVERY = Duration.ofMinutes(5);

  /// How long a leap has to be to be sleep.
  public static final Duration SLEPT_MIN = Duration.ofMinutes(2);

  /// Times off that are remembered.
  public static final int GAPS_MAX = 64;

  private static final String FILE = "home-life.json";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final StateDirectory directory;
  private final Clocks clocks;
  private final List<Gap> gaps;
  private Instant lastWall;
  private Duration lastRunning;
  private Duration stampedAt;
  private Duration awakeSince;

  /// @param from ISO 8601
  /// @param until ISO 8601
  private record Gap(String from, String until) {}

  private record Kept(String alive, List<Gap> gaps) {}

  /// Begins a run. What was kept and can't be read is forgotten: it only explains.
  public HomeLife(StateDirectory directory, Clocks clocks) throws IOException {
    this.directory = directory;
    this.clocks = clocks;
    this.lastWall = clocks.wall();
    this.lastRunning = clocks.running();
    this.stampedAt = lastRunning;
    this.awakeSince = lastRunning;
    this.gaps = new ArrayList<>();
    var file = directory.read(FILE);
    if (file.isEmpty()) return;
    try {
      Kept kept = JSON.readValue(file.get(), Kept.class);
      kept.gaps().forEach(it -> note(Instant.parse(it.from()), Instant.parse(it.until())));
      note(Instant.parse(kept.alive()), lastWall);
    } catch (JsonProcessingException | RuntimeException e) {
      gaps.clear();
    }
  }

  private void note(Instant from, Instant until) {
    if (!until.isAfter(from)) return;
    gaps.add(new Gap(from.toString(), until.toString()));
    while (gaps.size() > GAPS_MAX) gaps.removeFirst();
  }

  /// Looks at the clocks; stamps now and then.
  public void look() throws IOException {
    Instant wall = clocks.wall();
    Duration running = clocks.running();
    Duration slept = Duration.between(lastWall, wall).minus(running.minus(lastRunning));
    boolean wasAsleep = slept.compareTo(SLEPT_MIN) > 0;
    if (wasAsleep) {
      note(lastWall, wall);
      awakeSince = running;
    }
    lastWall = wall;
    lastRunning = running;
    if (wasAsleep || running.minus(stampedAt).compareTo(STAMP_EVERY) >= 0) stamp();
  }

  /// Writes down that this home is alive.
  public void stamp() throws IOException {
    stampedAt = clocks.running();
    directory.write(FILE, JSON.writeValueAsBytes(new Kept(clocks.wall().toString(), gaps)));
  }

  /// How long this home has been awake without a break.
  public Duration awakeFor() {
    return clocks.running().minus(awakeSince);
  }

  /// Whether this home was off or asleep for at least half of a time.
  public boolean wasOff(Instant from, Instant until) {
    Duration off = Duration.ZERO;
    for (Gap gap : gaps) {
      Instant begin = later(Instant.parse(gap.from()), from);
      Instant end = earlier(Instant.parse(gap.until()), until);
      if (end.isAfter(begin)) off = off.plus(Duration.between(begin, end));
    }
    return off.multipliedBy(2).compareTo(Duration.between(from, until)) >= 0;
  }

  private static Instant later(Instant a, Instant b) {
    return a.isAfter(b) ? a : b;
  }

  private static Instant earlier(Instant a, Instant b) {
    return a.isBefore(b) ? a : b;
  }
}
