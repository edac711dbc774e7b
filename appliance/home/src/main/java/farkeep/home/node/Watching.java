package farkeep.home.node;

import farkeep.home.alarm.Alarms;
import farkeep.home.alarm.Channel;
import farkeep.home.alarm.Sender;
import farkeep.home.engine.HomeNode;
import farkeep.home.engine.Ports;
import farkeep.home.events.EventLog;
import farkeep.home.state.StateDirectory;
import java.io.IOException;
import java.util.function.Function;

/// Everything that looks after boxes: alarms, and the log of what happened.
public final class Watching {
  private final Alarms alarms;
  private final EventLog events;
  private final BoxWatch watch;

  /// @param state where channels, alarms and events are kept
  /// @param senders what sends by each channel
  /// @throws IOException what was kept can't be read
  public Watching(
      HomeNode node,
      Network network,
      Presence presence,
      StateDirectory state,
      Function<Channel, Sender> senders,
      Ports ports)
      throws IOException {
    this.events = new EventLog(state, ports.clocks());
    this.alarms = new Alarms(state, senders, ports, events);
    this.watch =
        new BoxWatch(new Statuses(node, presence, network.addresses()), presence, alarms, ports);
  }

  AlarmVerbs verbs() {
    return new AlarmVerbs(alarms, events);
  }

  /// Looks after the boxes until cancelled.
  void run() throws InterruptedException {
    watch.run();
  }
}
