package farkeep.panel.lights;

import farkeep.panel.Pace;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Plays patterns on lamps: what is held at the button first, then what was asked for a while (here
/// I am), else how the box is. Lamps that are on go dark for a moment ([#CHANGE]) before another
/// pattern begins: most patterns begin with light, and one could not see that something happened.
/// Beside it the activity lamp flickers while data arrives. Safe for many threads.
public final class LightShow implements AutoCloseable {
  /// How long the activity lamp stays on, and then off, after data.
  public static final Duration FLICKER = Duration.ofMillis(200);

  /// How long lamps that are on are dark before another pattern begins.
  public static final Duration CHANGE = Duration.ofMillis(100);

  private static final Logger LOG = LoggerFactory.getLogger(LightShow.class);

  private final Lights lights;
  private final Pace pace;
  private Playing lasting;
  private @Nullable Playing passing;
  private @Nullable Playing held;
  private Duration passingUntil = Duration.ZERO;
  private Duration flickerFrom;
  private boolean shining;
  private boolean failing;

  private record Playing(Pattern pattern, Duration since) {}

  private record Frame(Lit lit, Duration stays) {}

  /// @param lights closed by [#run] at its end
  /// @param pace of this loop alone
  public LightShow(Lights lights, Pace pace) {
    this.lights = lights;
    this.pace = pace;
    this.lasting = new Playing(Pattern.OFF, pace.running());
    this.flickerFrom = pace.running().minus(FLICKER.multipliedBy(2));
  }

  /// What is played when nothing else is. The same one again goes on without a break.
  public void lasting(Pattern pattern) {
    synchronized (this) {
      if (lasting.pattern() == pattern) return;
      lasting = begun(pattern);
    }
    pace.wake();
  }

  /// Played for a while, in front of the lasting one.
  public void passing(Pattern pattern, Duration time) {
    synchronized (this) {
      passing = begun(pattern);
      passingUntil = pace.running().plus(time);
    }
    pace.wake();
  }

  /// Played until it is set to empty, in front of all others: how far a held button has come.
  public void held(Optional<Pattern> pattern) {
    synchronized (this) {
      held = pattern.map(this::begun).orElse(null);
    }
    pace.wake();
  }

  private Playing begun(Pattern pattern) {
    Duration now = pace.running();
    return new Playing(pattern, shining ? now.plus(CHANGE) : now);
  }

  /// Data has arrived. Costs little; may be called for every object.
  public void activity() {
    synchronized (this) {
      Duration now = pace.running();
      if (flickers(now)) return;
      flickerFrom = now;
    }
    pace.wake();
  }

  /// The pattern that is played now.
  public synchronized Pattern playing() {
    return current(pace.running()).pattern();
  }

  /// Plays until [#close]; then gives the lamps back.
  ///
  /// @throws InterruptedException the thread was interrupted; the lamps have been given back
  public void run() throws InterruptedException {
    try (lights) {
      Frame frame;
      do {
        frame = frame();
        show(frame.lit());
      } while (pace.await(frame.stays()));
    }
  }

  /// Ends [#run].
  @Override
  public void close() {
    pace.end();
  }

  private void show(Lit lit) {
    try {
      lights.show(lit);
      failing = false;
    } catch (IOException e) {
      if (!failing) LOG.warn("lights failed cause=\"{}\"", e.getMessage());
      failing = true;
    }
  }

  private synchronized Frame frame() {
    Duration now = pace.running();
    Playing playing = current(now);
    Duration since = now.minus(playing.since());
    boolean changing = since.isNegative();
    Lit lit = changing ? Lit.NONE : playing.pattern().at(since);
    Duration stays = changing ? since.negated() : playing.pattern().stays(since);
    shining = !lit.equals(Lit.NONE);
    if (held == null && passing != null) stays = shorter(stays, passingUntil.minus(now));
    if (flickers(now)) {
      Duration into = now.minus(flickerFrom);
      lit = lit.withActivity(into.compareTo(FLICKER) < 0);
      stays = shorter(stays, FLICKER.minusNanos(into.toNanos() % FLICKER.toNanos()));
    }
    return new Frame(lit, stays);
  }

  private Playing current(Duration now) {
    if (passing != null && now.compareTo(passingUntil) >= 0) passing = null;
    if (held != null) return held;
    return passing == null ? lasting : passing;
  }

  private boolean flickers(Duration now) {
    return now.minus(flickerFrom).compareTo(FLICKER.multipliedBy(2)) < 0;
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }
}
