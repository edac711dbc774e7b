package farkeep.home.node;

import farkeep.home.alarm.HandClock;
import farkeep.home.engine.HomeNode;
import farkeep.home.engine.Ports;
import farkeep.home.events.EventLog;
import farkeep.home.outage.HomeLife;
import farkeep.home.state.StateDirectory;
import farkeep.objects.system.SystemTasks;
import farkeep.testkit.SeededRandomness;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;

/// A home without boxes, whose clocks a test moves: the ground on which its watches stand.
final class WatchedHome implements AutoCloseable {
  static final Instant START = HandClock.START;

  final HandClock clock = new HandClock();
  final Ports ports = new Ports(new SystemTasks(), clock, new SeededRandomness(5));
  final StateDirectory state;
  final HomeNode node;
  final Presence presence;
  final EventLog events;
  final HomeLife life;

  WatchedHome(Path directory) throws IOException {
    state = StateDirectory.open(directory);
    HomeNode.found(state, "test", ports);
    node = HomeNode.open(state, ports);
    presence = new Presence(node, ports);
    events = new EventLog(state, clock);
    life = new HomeLife(state, clock);
  }

  @Override
  public void close() throws IOException {
    node.close();
    state.close();
  }
}
