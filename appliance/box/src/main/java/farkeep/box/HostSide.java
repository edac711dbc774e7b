package farkeep.box;

import farkeep.box.events.BoxEvent;
import farkeep.box.events.BoxEvents;
import farkeep.box.health.Alarm;
import farkeep.box.health.Cause;
import farkeep.box.health.Findings;
import farkeep.box.health.State;
import farkeep.box.health.Verdict;
import farkeep.box.host.HostWishes;
import farkeep.box.replication.ReplicationServer;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;

/// What the host has set, and what becomes of it in a running box.
final class HostSide {
  /// How long after the start a cause that the host has seen may be gone: sensors have not looked
  /// yet, homes have not come.
  static final Duration SETTLING = Duration.ofMinutes(5);

  private final HostWishes wishes;
  private final SafeStop stop;
  private final ReplicationServer server;
  private final Alarm alarm;
  private final BoxEvents events;
  private volatile boolean paused;

  HostSide(
      HostWishes wishes, SafeStop stop, ReplicationServer server, Alarm alarm, BoxEvents events) {
    this.wishes = wishes;
    this.stop = stop;
    this.server = server;
    this.alarm = alarm;
    this.events = events;
    if (wishes.wasDamaged()) events.say(BoxEvent.warn("what the host had set was damaged"));
    apply();
  }

  private void apply() {
    server.allow(wishes.now());
    paused = wishes.pausedUntil().isPresent();
  }

  HostWishes wishes() {
    return wishes;
  }

  SafeStop stop() {
    return stop;
  }

  /// What health goes by.
  Findings.Wishes found() {
    return new Findings.Wishes(wishes.now().pausedUntil(), stop.isSafe());
  }

  /// What the host has set is other than before.
  void changed() {
    apply();
    alarm.changed();
  }

  /// Looks what the time has changed, and what holds no longer.
  ///
  /// @param running how long the box has been running
  void look(Verdict verdict, Duration running) {
    boolean wasPaused = paused;
    apply();
    if (wasPaused && !paused) events.say(BoxEvent.info("pause is over"));
    if (running.compareTo(SETTLING) < 0) return;
    Set<String> holding =
        verdict.reasons().stream()
            .map(Verdict.Reason::cause)
            .filter(cause -> cause.state().compareTo(State.WORKING) > 0)
            .map(Cause::code)
            .collect(Collectors.toSet());
    try {
      wishes.forgetAllBut(holding);
    } catch (IOException e) {
      events.say(
          BoxEvent.warn("what the host had set was not kept").with("reason", e.getMessage()));
    }
  }
}
