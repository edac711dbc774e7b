package farkeep.box.replication;

import farkeep.objects.Limits;
import farkeep.objects.port.Tasks;
import java.util.ArrayDeque;
import java.util.Deque;

/// The memory for objects that have been received and not yet admitted, over all sessions of a box.
///
/// Most of it is a common pool. One largest object's worth is the *lane*: it is lent only to the
/// object that a session needs next, to one session after the other. So whatever lies in the pool
/// and waits for an earlier number, the earlier number always finds room, and no order of arrival
/// and no idle session can make the others wait for ever.
///
/// All [IncomingObjects] of a box share this monitor.
final class ReceiveBudget {
  /// Bytes over all sessions.
  static final int BYTES_MAX = 32 << 20;

  /// What an object costs beside its bytes.
  static final int OVERHEAD_BYTES = 512;

  private static final int LANE_BYTES = Limits.OBJECT_BYTES_MAX + OVERHEAD_BYTES;

  private final Tasks.Monitor monitor;
  private final Deque<Object> laneQueue = new ArrayDeque<>();
  private int free = BYTES_MAX - LANE_BYTES;
  private boolean laneTaken;
  private boolean paused;

  /// @param tasks where sessions wait
  ReceiveBudget(Tasks tasks) {
    this.monitor = tasks.monitor();
  }

  Tasks.Monitor monitor() {
    return monitor;
  }

  /// Takes room from the pool if there is enough. Only inside the monitor.
  boolean takeFromPool(int objectBytes) {
    int cost = objectBytes + OVERHEAD_BYTES;
    if (paused || free < cost) return false;
    free -= cost;
    return true;
  }

  /// Takes the lane when it is this asker's turn; the first question is the place in the queue.
  /// Only inside the monitor.
  boolean takeLane(Object asker) {
    if (!laneQueue.contains(asker)) laneQueue.add(asker);
    if (paused || laneTaken || laneQueue.peek() != asker) return false;
    laneTaken = true;
    laneQueue.remove(asker);
    return true;
  }

  /// Gives no room from now on, or gives it again; what has room keeps it.
  void pause(boolean now) {
    try (Tasks.Inside _ = monitor.inside()) {
      paused = now;
      monitor.signalAll();
    }
  }

  /// Takes a place in the queue back. Only inside the monitor.
  void leaveLaneQueue(Object asker) {
    if (laneQueue.remove(asker)) monitor.signalAll();
  }

  /// Gives room back. Only inside the monitor.
  void giveBack(Room room, int objectBytes) {
    switch (room) {
      case POOL -> free += objectBytes + OVERHEAD_BYTES;
      case LANE -> laneTaken = false;
    }
    monitor.signalAll();
  }

  /// Bytes of the pool that nobody has; the whole pool is [#POOL_BYTES].
  int freePoolBytes() {
    try (Tasks.Inside _ = monitor.inside()) {
      return free;
    }
  }

  /// Bytes of the common pool.
  static final int POOL_BYTES = BYTES_MAX - LANE_BYTES;

  /// Which part of the budget an object has.
  enum Room {
    /// The common pool.
    POOL,
    /// The lane.
    LANE
  }
}
