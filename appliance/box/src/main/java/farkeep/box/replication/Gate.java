package farkeep.box.replication;

import farkeep.box.host.HostBounds;
import farkeep.link.pace.Pace;
import farkeep.link.protocol.Allowance;
import farkeep.objects.port.Clocks;
import farkeep.objects.port.Tasks;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;

/// How much passes between the box and all its homes together, as its host wishes. Objects that it
/// keeps out wait unread, before they take room: what was acknowledged never passes here again.
/// Safe for many threads.
final class Gate {
  private final Clocks clocks;
  private final Tasks.Monitor monitor;
  private final ReceiveBudget receiving;
  private final Pace in;
  private final Pace out;
  private volatile State state;
  private boolean shut;

  /// @param homes that share the bound
  /// @param since when it became so, on [Clocks#running]
  private record State(HostBounds bounds, int homes, Duration since) {}

  /// Open, without bounds.
  Gate(Tasks tasks, Clocks clocks, ReceiveBudget receiving) {
    this.clocks = clocks;
    this.monitor = tasks.monitor();
    this.receiving = receiving;
    this.in = new Pace(tasks, clocks);
    this.out = new Pace(tasks, clocks);
    this.state = new State(HostBounds.NONE, 1, clocks.running());
  }

  /// At which objects are received.
  Pace in() {
    return in;
  }

  /// At which objects are sent.
  Pace out() {
    return out;
  }

  /// Sets what passes from now on.
  ///
  /// @param homes that share it
  /// @return whether anything is other than before
  boolean set(HostBounds bounds, int homes) {
    int sharing = Math.max(1, homes);
    try (Tasks.Inside _ = monitor.inside()) {
      State before = state;
      boolean same = before.bounds.equals(bounds);
      if (same && (before.homes == sharing || bounds.bytesPerSecond().isEmpty())) return false;
      state = new State(bounds, sharing, clocks.running());
      in.bound(bounds.bytesPerSecond());
      out.bound(bounds.bytesPerSecond());
    }
    receiving.pause(bounds.pausedUntil().isPresent());
    return true;
  }

  /// The same bounds, for another number of homes.
  boolean share(int homes) {
    return set(state.bounds, homes);
  }

  /// Whether everything passes.
  boolean isWideOpen() {
    return state.bounds.equals(HostBounds.NONE);
  }

  /// What a home is told: its share.
  Allowance allowance() {
    State now = state;
    return Allowance.newBuilder()
        .setBytesPerSecond(share(now))
        .setPausedUntilMillis(now.bounds.pausedUntil().map(Instant::toEpochMilli).orElse(0L))
        .build();
  }

  /// Bytes a second; 0 without a bound.
  private static long share(State now) {
    OptionalLong all = now.bounds.bytesPerSecond();
    return all.isEmpty() ? 0 : Math.max(1, all.getAsLong() / now.homes);
  }

  /// How much longer than without a bound so many bytes may take: twice their share's time.
  Duration patience(long bytes) {
    long share = share(state);
    return share == 0 ? Duration.ZERO : Duration.ofSeconds(2 * bytes / share);
  }

  /// Since when it is as it is: what began before is measured from here.
  Duration since() {
    return state.since;
  }

  /// Lets no vault be opened from now on.
  void shut() {
    try (Tasks.Inside _ = monitor.inside()) {
      shut = true;
    }
  }

  /// Lets vaults be opened again.
  void unshut() {
    try (Tasks.Inside _ = monitor.inside()) {
      shut = false;
      monitor.signalAll();
    }
  }

  /// Waits until vaults may be opened, but not for longer than this.
  ///
  /// @return whether they may
  boolean awaitUnshut(Duration most) throws InterruptedException {
    Duration end = clocks.running().plus(most);
    try (Tasks.Inside _ = monitor.inside()) {
      while (shut) {
        Duration left = end.minus(clocks.running());
        if (!left.isPositive()) return false;
        monitor.await(left);
      }
      return true;
    }
  }
}
