package farkeep.home.node;

import farkeep.home.engine.HomeNode;
import farkeep.home.engine.Ports;
import farkeep.home.events.EventLog;
import farkeep.home.outage.HomeLife;
import farkeep.home.state.StateDirectory;
import farkeep.objects.port.Clocks;
import farkeep.objects.system.SystemTasks;
import farkeep.testkit.SeededRandomness;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/// A home without boxes, whose clocks a test moves: the ground on which its watches stand.
final class WatchedHome implements AutoCloseable {
  static final Instant START = Instant.parse("2027-01-03T12:00:00Z");

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

  /// Both clocks of a machine that is awake.
  static final class HandClock implements Clocks {
    private volatile Duration now = Duration.ZERO;

    void pass(Duration time) {
      now = now.plus(time);
    }

    @Override
    public Instant wall() {
      return START.plus(now);
    }

    @Override
    public Duration running() {
      return now;
    }
  }

  @Override
  public void close() throws IOException {
    node.close();
    state.close();
  }
}
