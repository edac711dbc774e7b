package farkeep.box.replication;

import farkeep.box.replication.ReceiveBudget.Room;
import farkeep.link.carrier.LinkStream;
import farkeep.objects.port.Clocks;
import farkeep.objects.port.Tasks;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The objects of one session between their arrival on several streams and their admission in the
/// order of their numbers. Safe for many threads.
///
/// An object whose stream broke comes again under its number on a later stream, which takes the
/// place of the earlier one. Streams are read side by side, so the earlier one may be the last to
/// be announced; it is then dropped.
final class IncomingObjects {
  /// Bytes that a home may have sent and not yet have been told to be stored.
  static final int UNACKNOWLEDGED_BYTES_MAX = 16 << 20;

  /// How long objects wait for an earlier number that does not come.
  static final Duration GAP_MAX = Duration.ofSeconds(60);

  /// How long one object may take to arrive once it has room.
  static final Duration ARRIVAL_MAX = Duration.ofSeconds(60);

  private final ReceiveBudget budget;
  private final Tasks.Monitor monitor;
  private final Clocks clocks;
  private final Gate gate;
  private final Map<Long, Incoming> announced = new HashMap<>();
  private long next = 1;
  private long unacknowledgedBytes;
  private boolean closed;

  /// @param budgets shared with the box's other sessions
  IncomingObjects(Budgets budgets, Clocks clocks) {
    this.budget = budgets.receiving();
    this.gate = budgets.gate();
    this.monitor = budget.monitor();
    this.clocks = clocks;
  }

  /// Announces that an object begins to arrive, and waits until there is room for it.
  ///
  /// @param number its number in the session, at least 1
  /// @param bytes its stored length, at most [Limits#OBJECT_BYTES_MAX]
  /// @param stream that it comes on; reset when the object comes on a later one
  /// @return whose bytes may be read now, even when the number was dealt with before or comes on a
  ///   later stream: its bytes are then dropped by [#deliver]
  /// @throws ViolationException more than [#UNACKNOWLEDGED_BYTES_MAX] are under way, or the number
  ///   came before with another length
  /// @throws InterruptedException the task was cancelled, or the session ended
  Incoming announce(long number, int bytes, LinkStream stream)
      throws ViolationException, InterruptedException {
    Incoming incoming = new Incoming(number, bytes, stream);
    try (Tasks.Inside _ = monitor.inside()) {
      register(incoming);
      try {
        waitForRoom(incoming);
      } catch (InterruptedException e) {
        forget(incoming);
        throw e;
      } finally {
        budget.leaveLaneQueue(incoming);
      }
      return incoming;
    }
  }

  private void register(Incoming incoming) throws ViolationException {
    Incoming there = announced.get(incoming.number());
    if (incoming.number() < next || there != null && there.object != null) return;
    if (there != null) {
      mustBeAsLong(incoming, there);
      if (incoming.isLaterThan(there)) takePlace(incoming, there);
      return;
    }
    if (unacknowledgedBytes + incoming.bytes() > UNACKNOWLEDGED_BYTES_MAX) {
      throw new ViolationException(
          "object %d has %d B while %d B are not yet acknowledged; at most %d B together"
              .formatted(
                  incoming.number(),
                  incoming.bytes(),
                  unacknowledgedBytes,
                  UNACKNOWLEDGED_BYTES_MAX));
    }
    unacknowledgedBytes += incoming.bytes();
    announced.put(incoming.number(), incoming);
  }

  private static void mustBeAsLong(Incoming incoming, Incoming there) throws ViolationException {
    if (there.bytes() == incoming.bytes()) return;
    throw new ViolationException(
        "object %d came with %d B and again with %d B"
            .formatted(incoming.number(), there.bytes(), incoming.bytes()));
  }

  private void takePlace(Incoming incoming, Incoming there) {
    announced.put(incoming.number(), incoming);
    incoming.room = there.room;
    incoming.since = clocks.running();
    there.room = null;
    there.breakOff();
    monitor.signalAll();
  }

  private void waitForRoom(Incoming incoming) throws InterruptedException {
    while (!closed && incoming.room == null) {
      boolean urgent = incoming.number() <= next;
      if (budget.takeFromPool(incoming.bytes())) {
        incoming.room = Room.POOL;
      } else if (urgent && budget.takeLane(incoming)) {
        incoming.room = Room.LANE;
      } else {
        monitor.await();
      }
    }
    if (closed) throw new InterruptedException("the session has ended");
    incoming.since = clocks.running();
    // Who waits for the next number begins to count the time now.
    monitor.signalAll();
  }

  /// Hands over an object that has arrived; drops it when its number is dealt with or comes on
  /// another stream.
  void deliver(Incoming incoming, CheckedObject object) {
    try (Tasks.Inside _ = monitor.inside()) {
      if (announced.get(incoming.number()) == incoming) {
        incoming.object = object;
      } else {
        giveRoomBack(incoming);
      }
      monitor.signalAll();
    }
  }

  /// Gives up an object whose stream broke; it may come again on another one.
  void abandon(Incoming incoming) {
    try (Tasks.Inside _ = monitor.inside()) {
      forget(incoming);
    }
  }

  private void forget(Incoming incoming) {
    if (announced.remove(incoming.number(), incoming)) unacknowledgedBytes -= incoming.bytes();
    giveRoomBack(incoming);
    monitor.signalAll();
  }

  private void giveRoomBack(Incoming incoming) {
    if (incoming.room != null) budget.giveBack(incoming.room, incoming.bytes());
    incoming.room = null;
  }

  /// Waits for the object with the next number.
  ///
  /// @return nothing when the session has ended
  /// @throws ViolationException it does not come, or comes too slowly, while others wait for it
  Optional<Incoming> take() throws ViolationException, InterruptedException {
    try (Tasks.Inside _ = monitor.inside()) {
      Duration began = clocks.running();
      while (!closed) {
        Incoming first = announced.get(next);
        if (first != null && first.object != null) return Optional.of(first);
        boolean idle = announced.isEmpty();
        boolean waitsForRoom = first != null && first.room == null;
        if (idle || waitsForRoom) {
          monitor.await();
          began = clocks.running();
        } else {
          waitForNext(first, began);
        }
      }
      return Optional.empty();
    }
  }

  private void waitForNext(@Nullable Incoming first, Duration began)
      throws ViolationException, InterruptedException {
    Duration since = later(began, gate.since());
    if (first != null) since = later(since, first.since);
    Duration waited = clocks.running().minus(since);
    Duration most =
        (first != null ? ARRIVAL_MAX : GAP_MAX).plus(gate.patience(unacknowledgedBytes));
    Duration left = most.minus(waited);
    if (!left.isPositive()) {
      throw new ViolationException(
          "object %d did not arrive within %d s; %d objects are under way"
              .formatted(next, waited.toSeconds(), announced.size()));
    }
    monitor.await(left);
  }

  private static Duration later(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }

  /// Takes note that the object with the next number has been dealt with and is no longer held.
  void done(Incoming incoming) {
    try (Tasks.Inside _ = monitor.inside()) {
      announced.remove(incoming.number());
      giveRoomBack(incoming);
      incoming.object = null;
      next = incoming.number() + 1;
      monitor.signalAll();
    }
  }

  /// Takes note that the home is being told what became of so many bytes.
  void acknowledged(long bytes) {
    try (Tasks.Inside _ = monitor.inside()) {
      unacknowledgedBytes -= bytes;
    }
  }

  /// Ends all waiting and gives back what is held.
  void close() {
    try (Tasks.Inside _ = monitor.inside()) {
      closed = true;
      announced.values().forEach(this::giveRoomBack);
      announced.clear();
      monitor.signalAll();
    }
  }
}
