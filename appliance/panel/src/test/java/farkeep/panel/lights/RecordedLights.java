package farkeep.panel.lights;

import farkeep.panel.Pace;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/// Lamps that remember when they were what.
final class RecordedLights implements Lights {
  private final Pace pace;
  private final TreeMap<Duration, Lit> shown = new TreeMap<>();
  private boolean failing;
  private boolean closed;
  private int calls;

  RecordedLights(Pace pace) {
    this.pace = pace;
  }

  @Override
  public void show(Lit lit) throws IOException {
    calls++;
    if (failing) throw new IOException("broken lamp");
    shown.put(pace.running(), lit);
  }

  @Override
  public Optional<String> lacks() {
    return Optional.empty();
  }

  @Override
  public void close() {
    closed = true;
  }

  boolean closed() {
    return closed;
  }

  int calls() {
    return calls;
  }

  void fail(boolean wanted) {
    failing = wanted;
  }

  Lit last() {
    return shown.lastEntry().getValue();
  }

  /// A lamp's time in tenths of a second, `#` for on.
  String picture(Predicate<Lit> lamp, Duration from, Duration until) {
    StringBuilder signs = new StringBuilder();
    for (Duration at = from; at.compareTo(until) < 0; at = at.plus(Rhythm.SIGN)) {
      Map.Entry<Duration, Lit> then = shown.floorEntry(at);
      signs.append(then != null && lamp.test(then.getValue()) ? '#' : '.');
    }
    return signs.toString();
  }
}
