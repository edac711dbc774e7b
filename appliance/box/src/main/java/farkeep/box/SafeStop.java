package farkeep.box;

import farkeep.box.events.BoxEvent;
import farkeep.box.events.BoxEvents;
import farkeep.box.pairing.PairingDesk;
import farkeep.box.replication.KeptVault;
import farkeep.box.replication.ReplicationServer;
import farkeep.box.replication.Vaults;
import farkeep.objects.port.Clocks;
import farkeep.objects.port.TaskGroup;
import farkeep.objects.port.Tasks;
import java.io.IOException;
import java.time.Duration;

/// Brings the box to where its plug may be pulled without anything left to do at the next start:
/// nobody writes any more, and everything that was admitted is on the disk. Nothing of it outlives
/// the process. Safe for many threads.
final class SafeStop {
  private static final long ANY_ROUND = 0;

  private final Clocks clocks;
  private final TaskGroup group;
  private final Writers writers;
  private final Runnable changed;
  private final BoxEvents events;
  private final Tasks.Monitor monitor;
  private State state = State.OFF;
  private long round;

  private enum State {
    OFF,
    STOPPING,
    SAFE
  }

  /// Who writes on behalf of homes.
  record Writers(ReplicationServer server, PairingDesk desk, Vaults vaults) {}

  /// @param group in which it is done
  /// @param changed told when the box is safe, or no longer
  SafeStop(BoxPorts ports, TaskGroup group, Writers writers, BoxEvents events, Runnable changed) {
    this.clocks = ports.clocks();
    this.group = group;
    this.writers = writers;
    this.changed = changed;
    this.events = events;
    this.monitor = ports.tasks().monitor();
  }

  /// Begins; does not wait.
  void begin() {
    long mine;
    try (Tasks.Inside _ = monitor.inside()) {
      if (state != State.OFF) return;
      state = State.STOPPING;
      writers.server.shut();
      mine = ++round;
    }
    events.say(BoxEvent.info("box gets ready to be unplugged"));
    group.start("make safe to unplug", () -> stop(mine));
  }

  private void stop(long mine) throws InterruptedException {
    try {
      writers.server.endSessions();
      writers.desk.shut();
      for (KeptVault vault : writers.vaults.all()) vault.store().force();
      finish(mine);
    } catch (IOException e) {
      // The store that failed tells it, and the box ends for it: the plug is not to be pulled yet.
      events.say(BoxEvent.error("box is not safe to unplug").with("reason", e.getMessage()));
      goOn(mine);
    }
  }

  private void finish(long mine) {
    try (Tasks.Inside _ = monitor.inside()) {
      if (state != State.STOPPING || round != mine) return;
      state = State.SAFE;
      monitor.signalAll();
    }
    events.say(BoxEvent.info("box is safe to unplug"));
    changed.run();
  }

  /// Back to work.
  ///
  /// @return whether there was anything to go on from
  boolean goOn() {
    return goOn(ANY_ROUND);
  }

  /// @param from the stop that is given up; another one that somebody has begun meanwhile stays
  private boolean goOn(long from) {
    try (Tasks.Inside _ = monitor.inside()) {
      if (state == State.OFF || (from != ANY_ROUND && from != round)) return false;
      state = State.OFF;
      writers.server.unshut();
      monitor.signalAll();
    }
    changed.run();
    return true;
  }

  /// Waits until the plug may be pulled, but not for longer than this.
  void await(Duration most) throws InterruptedException {
    Duration end = clocks.running().plus(most);
    try (Tasks.Inside _ = monitor.inside()) {
      while (state == State.STOPPING) {
        Duration left = end.minus(clocks.running());
        if (!left.isPositive()) return;
        monitor.await(left);
      }
    }
  }

  /// Whether the plug may be pulled.
  boolean isSafe() {
    try (Tasks.Inside _ = monitor.inside()) {
      return state == State.SAFE;
    }
  }

  /// Whether the box is on its way there, or there.
  boolean isStopped() {
    try (Tasks.Inside _ = monitor.inside()) {
      return state != State.OFF;
    }
  }
}
