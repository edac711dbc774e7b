package farkeep.home.node;

import farkeep.home.alarm.Alarms;
import farkeep.home.alarm.BoxCondition;
import farkeep.home.control.Event;
import farkeep.home.outage.HomeLife;
import farkeep.link.protocol.Health;
import farkeep.objects.PeerId;
import farkeep.objects.port.Tasks;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Looks after the boxes while the daemon runs: outages, then alarms. For one task.
final class BoxWatch {
  /// How often it looks.
  static final Duration LOOK_EVERY = Duration.ofMinutes(1);

  private static final Logger LOG = LoggerFactory.getLogger(BoxWatch.class);

  private final Statuses statuses;
  private final Presence presence;
  private final Alarms alarms;
  private final OutageWatch outages;
  private final HomeLife life;

  BoxWatch(
      Statuses statuses, Presence presence, Alarms alarms, OutageWatch outages, HomeLife life) {
    this.statuses = statuses;
    this.presence = presence;
    this.alarms = alarms;
    this.outages = outages;
    this.life = life;
  }

  /// Looks until cancelled.
  void run(Tasks tasks) throws InterruptedException {
    while (true) {
      try {
        look();
      } catch (IOException | RuntimeException e) {
        LOG.warn("boxes were not looked after reason=\"{}\"", e.getMessage());
      }
      tasks.sleep(LOOK_EVERY);
    }
  }

  /// Looks once.
  void look() throws IOException, InterruptedException {
    life.look();
    presence.stampContacts();
    List<Event.Box> boxes = statuses.boxes();
    outages.look(boxes);
    List<BoxCondition> conditions = new ArrayList<>();
    for (Event.Box box : boxes) conditions.add(condition(box));
    alarms.look(conditions, life.awakeFor());
  }

  private BoxCondition condition(Event.Box box) {
    PeerId id = PeerId.ofHex(box.id());
    return new BoxCondition(
        box.id(),
        box.name(),
        box.connected(),
        Optional.ofNullable(box.lastContact()).map(Instant::parse),
        box.connected()
            ? presence.told(id).map(it -> it.health()).flatMap(BoxWatch::trouble)
            : Optional.empty(),
        outages.now(box.id()).map(Event.Outage::sentence).orElse(""));
  }

  /// What the box says that somebody has to see to.
  static Optional<String> trouble(Health health) {
    return switch (health.getState()) {
      case ATTENTION_HOST, ATTENTION_OWNER, FAULT -> Optional.of(health.getSentence());
      case STATE_UNKNOWN, OK, WORKING, UNRECOGNIZED -> Optional.empty();
    };
  }
}
