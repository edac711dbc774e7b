package farkeep.home.node;

import farkeep.home.alarm.Alarms;
import farkeep.home.alarm.Channel;
import farkeep.home.alarm.Sender;
import farkeep.home.control.Event;
import farkeep.home.engine.HomeNode;
import farkeep.home.engine.Ports;
import farkeep.home.events.EventLog;
import farkeep.home.outage.HomeLife;
import farkeep.home.outage.Surroundings;
import farkeep.home.state.StateDirectory;
import farkeep.objects.PeerId;
import java.io.IOException;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Everything that looks after boxes: outages, alarms, and the log of what happened.
public final class Watching {
  private final HomeNode node;
  private final Network network;
  private final Presence presence;
  private final StateDirectory state;
  private final Outside outside;
  private final EventLog events;
  private final Alarms alarms;
  private @Nullable HomeLife life;
  private volatile @Nullable OutageWatch outages;

  /// The outside of this machine.
  ///
  /// @param senders what sends by each channel
  /// @param surroundings what can be found out about this home's network
  public record Outside(
      Ports ports, Function<Channel, Sender> senders, Surroundings surroundings) {}

  /// @param state where channels, alarms and events are kept
  /// @throws IOException what was kept can't be read
  public Watching(
      HomeNode node, Network network, Presence presence, StateDirectory state, Outside outside)
      throws IOException {
    this.node = node;
    this.network = network;
    this.presence = presence;
    this.state = state;
    this.outside = outside;
    this.events = new EventLog(state, outside.ports().clocks());
    this.alarms = new Alarms(state, outside.senders(), outside.ports(), events);
  }

  /// Takes note of when each box was last reached, before any is reached for. Only the daemon does:
  /// a command ends before it could say what became of an outage.
  ///
  /// @throws IOException the state can't be read
  public void begin() throws IOException {
    HomeLife life = new HomeLife(state, outside.ports().clocks());
    OutageWatch watch =
        new OutageWatch(
            new OutageWatch.Means(outside.surroundings(), network.lan(), life, presence, events),
            outside.ports());
    for (PeerId box : node.vault().log().state().boxes().keySet()) {
      node.lastContact(box).ifPresent(last -> watch.wasReached(box, last));
    }
    this.life = life;
    this.outages = watch;
  }

  /// Why a box is away, as far as it is known now.
  Optional<Event.Outage> outage(String box) {
    OutageWatch watch = outages;
    return watch == null ? Optional.empty() : watch.now(box);
  }

  AlarmVerbs verbs() {
    return new AlarmVerbs(alarms, events);
  }

  /// Looks after the boxes until cancelled; [#begin] came first.
  void run() throws InterruptedException {
    new BoxWatch(
            new Statuses(node, presence, network.addresses(), this),
            presence,
            alarms,
            Objects.requireNonNull(outages, "begin comes first"),
            Objects.requireNonNull(life))
        .run(outside.ports().tasks());
  }
}
