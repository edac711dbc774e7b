package farkeep.box.replication;

import farkeep.box.replication.ReceiveBudget.Room;
import farkeep.objects.Limits;
import farkeep.objects.ObjectHeader;
import farkeep.objects.port.Clocks;
import farkeep.objects.port.Tasks;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The objects of one session between their arrival on several streams and their admission in the
/// order of their numbers. Safe for many threads.
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
  private final Map<Long, Incoming> announced = new HashMap<>();
  private long next = 1;
  private long unacknowledgedBytes;
  private boolean closed;

  /// @param budget shared with the box's other sessions
  IncomingObjects(ReceiveBudget budget, Clocks clocks) {
    this.budget = budget;
    this.monitor = budget.monitor();
    this.clocks = clocks;
  }

  /// Announces that an object begins to arrive, and waits until there is room for it.
  ///
  /// @param number its number in the session
  /// @param bytes its stored length
  /// @throws ViolationException the number was used, the length is out of bounds, or more than
  ///   [#UNACKNOWLEDGED_BYTES_MAX] are under way
  /// @throws InterruptedException the task was cancelled, or the session ended
  Incoming announce(long number, int bytes) throws ViolationException, InterruptedException {
    int least = ObjectHeader.FIXED_BYTES + ObjectHeader.TAG_BYTES;
    if (bytes < least || bytes > Limits.OBJECT_BYTES_MAX) {
      throw new ViolationException(
          "object %d has %d B; allowed are %d to %d"
              .formatted(number, Integer.toUnsignedLong(bytes), least, Limits.OBJECT_BYTES_MAX));
    }
    Incoming incoming = new Incoming(number, bytes);
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
    if (incoming.number < next || announced.containsKey(incoming.number)) {
      throw new ViolationException(
          "object %d was sent before; the next number is %d".formatted(incoming.number, next));
    }
    if (unacknowledgedBytes + incoming.bytes > UNACKNOWLEDGED_BYTES_MAX) {
      throw new ViolationException(
          "object %d has %d B while %d B are not yet acknowledged; at most %d B together"
              .formatted(
                  incoming.number, incoming.bytes, unacknowledgedBytes, UNACKNOWLEDGED_BYTES_MAX));
    }
    unacknowledgedBytes += incoming.bytes;
    announced.put(incoming.number, incoming);
  }

  private void waitForRoom(Incoming incoming) throws InterruptedException {
    while (!closed) {
      if (budget.takeFromPool(incoming.bytes)) {
        incoming.room = Room.POOL;
      } else if (incoming.number == next && budget.takeLane(incoming)) {
        incoming.room = Room.LANE;
      }
      if (incoming.room != null) {
        incoming.since = clocks.running();
        return;
      }
      monitor.await();
    }
    throw new InterruptedException("the session has ended");
  }

  /// Hands over an object that has arrived.
  void deliver(Incoming incoming, CheckedObject object) {
    try (Tasks.Inside _ = monitor.inside()) {
      incoming.object = object;
      monitor.signalAll();
    }
  }

  /// Gives up an object whose stream broke; its number may be used again.
  void abandon(Incoming incoming) {
    try (Tasks.Inside _ = monitor.inside()) {
      forget(incoming);
    }
  }

  private void forget(Incoming incoming) {
    if (!announced.remove(incoming.number, incoming)) return;
    unacknowledgedBytes -= incoming.bytes;
    giveRoomBack(incoming);
    monitor.signalAll();
  }

  private void giveRoomBack(Incoming incoming) {
    if (incoming.room != null) budget.giveBack(incoming.room, incoming.bytes);
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
        if (announced.isEmpty()) {
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
    boolean arriving = first != null && first.room != null;
    Duration since = arriving && first.since.compareTo(began) > 0 ? first.since : began;
    Duration waited = clocks.running().minus(since);
    Duration left = (arriving ? ARRIVAL_MAX : GAP_MAX).minus(waited);
    boolean waitsForRoom = first != null && first.room == null;
    if (waitsForRoom) {
      monitor.await();
    } else if (left.isPositive()) {
      monitor.await(left);
    } else {
      throw new ViolationException(
          "object %d did not arrive within %d s, while %d objects wait for it"
              .formatted(next, waited.toSeconds(), announced.size()));
    }
  }

  /// Takes note that the object with the next number has been dealt with: its bytes are no longer
  /// held.
  ///
  /// @param acknowledged whether the home has been told already, so that it counts no longer
  void done(Incoming incoming, boolean acknowledged) {
    try (Tasks.Inside _ = monitor.inside()) {
      announced.remove(incoming.number);
      giveRoomBack(incoming);
      incoming.object = null;
      if (acknowledged) unacknowledgedBytes -= incoming.bytes;
      next = incoming.number + 1;
      monitor.signalAll();
    }
  }

  /// Takes note that so many bytes have been acknowledged.
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

  /// One object under way.
  static final class Incoming {
    private final long number;
    private final int bytes;
    private Duration since = Duration.ZERO;
    private @Nullable Room room;
    private @Nullable CheckedObject object;

    private Incoming(long number, int bytes) {
      this.number = number;
      this.bytes = bytes;
    }

    long number() {
      return number;
    }

    int bytes() {
      return bytes;
    }

    /// What arrived; only after [IncomingObjects#take].
    CheckedObject object() {
      if (object == null) throw new IllegalStateException("object " + number + " is not here");
      return object;
    }
  }
}
