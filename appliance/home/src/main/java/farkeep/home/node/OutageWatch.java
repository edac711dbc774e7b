package farkeep.home.node;

import farkeep.home.control.Event;
import farkeep.home.engine.Ports;
import farkeep.home.events.EventLog;
import farkeep.home.outage.Absence;
import farkeep.home.outage.Away;
import farkeep.home.outage.Finding;
import farkeep.home.outage.HomeLife;
import farkeep.home.outage.Knock;
import farkeep.home.outage.Surroundings;
import farkeep.link.discovery.FoundBox;
import farkeep.objects.PeerId;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Notices when boxes are away, gathers evidence of why, and writes one line when they are back.
/// [#now] is safe for many threads, the rest is for one task.
final class OutageWatch {
  /// Outages that are shorter are not worth a line.
  static final Duration SHORTEST = Duration.ofMinutes(2);

  /// How often evidence is gathered while a box stays away, after the first looks.
  static final Duration EVIDENCE_EVERY = Duration.ofMinutes(10);

  /// How long a box that is back is waited for to tell of itself.
  static final Duration TOLD_MAX = Duration.ofMinutes(3);

  private static final int FIRST_LOOKS = 3;

  private final Means means;
  private final Ports ports;
  private final Map<String, State> away = new HashMap<>();
  private final Map<String, Event.Outage> shown = new ConcurrentHashMap<>();

  /// What it works with.
  ///
  /// @param presence what boxes told
  record Means(
      Surroundings surroundings,
      LanSearch lan,
      HomeLife life,
      Presence presence,
      EventLog events) {}

  /// A box that is away, or back and has not told of itself yet.
  private static final class State {
    final Absence absence;
    int looks;
    Duration nextLook = Duration.ZERO;
    Optional<Instant> backAt = Optional.empty();

    State(Instant from) {
      this.absence = new Absence(from);
    }
  }

  OutageWatch(Means means, Ports ports) {
    this.means = means;
    this.ports = ports;
  }

  /// Takes note of when a box was last reached, before it is reached for in this run.
  void wasReached(PeerId box, Instant last) {
    away.put(box.toString(), new State(last));
  }

  /// Why a box is away, as far as it is known now.
  Optional<Event.Outage> now(String box) {
    return Optional.ofNullable(shown.get(box));
  }

  /// Looks at all boxes.
  void look(List<Event.Box> boxes) throws InterruptedException {
    away.keySet().removeIf(id -> boxes.stream().noneMatch(box -> box.id().equals(id)));
    shown.keySet().retainAll(away.keySet());
    for (Event.Box box : boxes) {
      if (box.connected()) back(box);
      else if (box.lastContact() != null) away(box);
    }
  }

  private void away(Event.Box box) throws InterruptedException {
    Instant last = Instant.parse(String.valueOf(box.lastContact()));
    State state = away.computeIfAbsent(box.id(), _ -> new State(last));
    state.backAt = Optional.empty();
    Duration running = ports.clocks().running();
    if (running.compareTo(state.nextLook) < 0) return;
    state.looks++;
    if (state.looks >= FIRST_LOOKS) state.nextLook = running.plus(EVIDENCE_EVERY);
    state.absence.see(evidence(box));
    state.absence.now().ifPresent(it -> shown.put(box.id(), outage(state.absence.from(), it)));
  }

  private static Event.Outage outage(Instant since, Finding finding) {
    return new Event.Outage(
        since.toString(), finding.cause().word(), finding.certain(), finding.sentence());
  }

  private Away evidence(Event.Box box) throws InterruptedException {
    List<FoundBox> neighbours = means.lan().neighbours();
    boolean announced = neighbours.stream().anyMatch(it -> it.box().toString().equals(box.id()));
    return new Away(
        means.surroundings().home(),
        means.surroundings().isNear(box.addresses()),
        means.presence().isStranger(PeerId.ofHex(box.id()))
            ? Knock.STRANGER
            : means.surroundings().knock(box.addresses()),
        announced,
        means.presence().isAnyReached());
  }

  private void back(Event.Box box) {
    State state = away.get(box.id());
    if (state == null) return;
    shown.remove(box.id());
    Instant now = ports.clocks().wall();
    PeerId id = PeerId.ofHex(box.id());
    if (state.backAt.isEmpty()) {
      state.backAt = Optional.of(means.presence().reachedAt(id).orElse(now));
    }
    Instant until = state.backAt.get();
    Optional<Absence.Told> told = means.presence().told(id);
    boolean waited = Duration.between(until, now).compareTo(TOLD_MAX) >= 0;
    if (told.isEmpty() && !waited) return;
    away.remove(box.id());
    Absence absence = state.absence;
    if (Duration.between(absence.from(), until).compareTo(SHORTEST) < 0) return;
    boolean homeOff = means.life().wasOff(absence.from(), until);
    ZoneId zone = ZoneId.systemDefault();
    Finding finding = absence.back(until, told, homeOff, zone).finding();
    String lost = means.presence().lost(id);
    means.events().say("outage", box.name(), absence.line(until, finding, lost, zone));
  }
}
