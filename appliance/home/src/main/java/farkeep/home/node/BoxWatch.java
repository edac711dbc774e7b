package farkeep.home.node;

import farkeep.home.alarm.Alarms;
import farkeep.home.alarm.BoxCondition;
import farkeep.home.control.Event;
import farkeep.home.engine.Ports;
import farkeep.link.protocol.Health;
import farkeep.objects.PeerId;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Looks after the boxes while the daemon runs: raises alarms. For one task.
public final class BoxWatch {
  /// How often it looks.
  public static final Duration LOOK_EVERY = Duration.ofMinutes(1);

  /// How much more the wall clock may have advanced than the running one before this machine must
  /// have slept in between.
  public static final Duration SLEPT_MIN = Duration.ofMinutes(2);

  private static final Logger LOG = LoggerFactory.getLogger(BoxWatch.class);

  private final Statuses statuses;
  private final Presence presence;
  private final Alarms alarms;
  private final Ports ports;
  private Duration awakeSince;
  private Duration lastRunning;
  private Instant lastWall;

  BoxWatch(Statuses statuses, Presence presence, Alarms alarms, Ports ports) {
    this.statuses = statuses;
    this.presence = presence;
    this.alarms = alarms;
    this.ports = ports;
    this.lastRunning = ports.clocks().running();
    this.lastWall = ports.clocks().wall();
    this.awakeSince = lastRunning;
  }

  /// Looks until cancelled.
  void run() throws InterruptedException {
    while (true) {
      ports.tasks().sleep(LOOK_EVERY);
      try {
        look();
      } catch (IOException e) {
        LOG.warn("boxes were not looked after reason=\"{}\"", e.getMessage());
      }
    }
  }

  /// Looks once.
  void look() throws IOException, InterruptedException {
    noteSleep();
    List<BoxCondition> conditions = new ArrayList<>();
    for (Event.Box box : statuses.boxes()) conditions.add(condition(box));
    alarms.look(conditions, lastRunning.minus(awakeSince));
  }

  private void noteSleep() {
    Duration running = ports.clocks().running();
    Instant wall = ports.clocks().wall();
    Duration slept = Duration.between(lastWall, wall).minus(running.minus(lastRunning));
    if (slept.compareTo(SLEPT_MIN) > 0) awakeSince = running;
    lastRunning = running;
    lastWall = wall;
  }

  private BoxCondition condition(Event.Box box) {
    PeerId id = PeerId.ofHex(box.id());
    return new BoxCondition(
        box.id(),
        box.name(),
        box.connected(),
        Optional.ofNullable(box.lastContact()).map(Instant::parse),
        box.connected() ? presence.health(id).flatMap(BoxWatch::trouble) : Optional.empty(),
        box.trouble() == null ? "" : box.trouble());
  }

  /// What the box says that somebody has to see to.
  static Optional<String> trouble(Health health) {
    return switch (health.getState()) {
      case ATTENTION_HOST, ATTENTION_OWNER, FAULT -> Optional.of(health.getSentence());
      case STATE_UNKNOWN, OK, WORKING, UNRECOGNIZED -> Optional.empty();
    };
  }
}
