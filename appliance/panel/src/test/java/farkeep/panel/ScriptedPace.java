package farkeep.panel;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/// Time that passes only while somebody waits: things happen in it at the moments that a test says.
/// For one thread.
public final class ScriptedPace implements Pace {
  private final TreeMap<Duration, Runnable> script = new TreeMap<>();
  private Duration now = Duration.ZERO;
  private boolean woken;
  private boolean ended;

  /// Something happens then; after what was planned for the same moment.
  public ScriptedPace at(Duration time, Runnable happening) {
    script.merge(
        time,
        happening,
        (first, second) ->
            () -> {
              first.run();
              second.run();
            });
    return this;
  }

  /// As [#at(Duration, Runnable)], at milliseconds.
  public ScriptedPace at(long millis, Runnable happening) {
    return at(Duration.ofMillis(millis), happening);
  }

  @Override
  public Duration running() {
    return now;
  }

  @Override
  public boolean await(Duration most) {
    Duration until = now.plus(most);
    while (!ended && !woken) {
      Map.Entry<Duration, Runnable> next = script.firstEntry();
      if (next == null || next.getKey().compareTo(until) > 0) {
        now = until;
        return true;
      }
      script.remove(next.getKey());
      if (next.getKey().compareTo(now) > 0) now = next.getKey();
      next.getValue().run();
    }
    woken = false;
    return !ended;
  }

  @Override
  public void wake() {
    woken = true;
  }

  @Override
  public void end() {
    ended = true;
  }
}
