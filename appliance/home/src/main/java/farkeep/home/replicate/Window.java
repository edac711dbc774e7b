package farkeep.home.replicate;

import farkeep.objects.ObjectId;
import farkeep.objects.port.Tasks;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The objects that were given to be sent and are not yet known to be durable, in the order given:
/// at most [#UNACKNOWLEDGED_BYTES_MAX], over all streams and sessions of one box. So no more than
/// that is ever sent twice.
///
/// Numbers are those of the running session. When it breaks, the objects stay; the next session
/// numbers them anew from 1, in the same order. Safe for many threads.
final class Window {
  /// Bytes sent and not yet said to be durable.
  static final int UNACKNOWLEDGED_BYTES_MAX = 16 << 20;

  private final Tasks.Monitor monitor;
  private final Deque<Numbered> flights = new ArrayDeque<>();
  private long bytes;
  private long lastNumber;
  private @Nullable Lane lane;
  private @Nullable ReplicationException failure;
  private ReplicationException.@Nullable Paused paused;

  Window(Tasks tasks) {
    this.monitor = tasks.monitor();
  }

  /// Where numbered objects go; the order of calls is that of the numbers. Must not wait.
  @FunctionalInterface
  interface Lane {
    void send(long number, Flight flight);
  }

  /// An object and its number.
  ///
  /// @param number 0 while there is no session, and for one that the box was found to have
  record Numbered(long number, Flight flight) {}

  /// Takes an object in, and waits until there is room for it. It is sent at once when there is a
  /// session.
  ///
  /// @throws ReplicationException the box has refused something; nothing was taken in
  void add(Flight flight) throws ReplicationException, InterruptedException {
    try (Tasks.Inside _ = monitor.inside()) {
      while (isOpen() && bytes + flight.bytes() > UNACKNOWLEDGED_BYTES_MAX) monitor.await();
      throwFailure();
      if (paused != null) throw paused.again();
      bytes += flight.bytes();
      Lane current = lane;
      long number = current == null ? 0 : ++lastNumber;
      flights.add(new Numbered(number, flight));
      if (current != null) current.send(number, flight);
    }
  }

  private boolean isOpen() {
    return failure == null && paused == null;
  }

  /// The ids of all objects that are in.
  List<ObjectId> ids() {
    try (Tasks.Inside _ = monitor.inside()) {
      return flights.stream().map(numbered -> numbered.flight().id()).toList();
    }
  }

  /// Begins a session: numbers what is in anew and sends it, but for what the box has.
  ///
  /// What the box has may not be durable yet. As it was there before anything that is sent now, it
  /// counts as durable together with the next object that is; so the last one is sent in any case.
  ///
  /// @param present objects that the box was found to have
  void attach(Lane newLane, Set<ObjectId> present) {
    try (Tasks.Inside _ = monitor.inside()) {
      lane = newLane;
      lastNumber = 0;
      List<Numbered> before = new ArrayList<>(flights);
      flights.clear();
      for (int i = 0; i < before.size(); i++) {
        Flight flight = before.get(i).flight();
        boolean last = i == before.size() - 1;
        boolean skip = !last && present.contains(flight.id());
        long number = skip ? 0 : ++lastNumber;
        flights.add(new Numbered(number, flight));
        if (!skip) newLane.send(number, flight);
      }
    }
  }

  /// Ends the session; what is in stays in.
  void detach(Lane oldLane) {
    try (Tasks.Inside _ = monitor.inside()) {
      if (lane == oldLane) lane = null;
      monitor.signalAll();
    }
  }

  /// Lets go of everything up to a number: the box has said that it is durable.
  void landed(Lane by, long number) {
    List<Flight> landed = new ArrayList<>();
    try (Tasks.Inside _ = monitor.inside()) {
      if (by != lane || number < 1) return;
      Iterator<Numbered> oldest = flights.iterator();
      while (oldest.hasNext()) {
        Numbered first = oldest.next();
        if (first.number() > number) break;
        oldest.remove();
        bytes -= first.flight().bytes();
        landed.add(first.flight());
      }
      monitor.signalAll();
    }
    landed.forEach(flight -> flight.landed().run());
  }

  /// Waits until the box has said that everything in is durable.
  void awaitEmpty() throws ReplicationException, InterruptedException {
    try (Tasks.Inside _ = monitor.inside()) {
      while (failure == null && !flights.isEmpty()) monitor.await();
      throwFailure();
    }
  }

  /// The number of the last object sent in this session.
  long lastNumber() {
    try (Tasks.Inside _ = monitor.inside()) {
      return lastNumber;
    }
  }

  /// Takes nothing in from now on, and gives up what is in.
  ///
  /// @return whether anything was under way in this session
  boolean pause(Lane by, ReplicationException.Paused why) {
    try (Tasks.Inside _ = monitor.inside()) {
      boolean sending = lane == by && !flights.isEmpty();
      paused = why;
      if (!flights.isEmpty()) fail(why);
      monitor.signalAll();
      return sending;
    }
  }

  /// Takes objects in again.
  void goOn() {
    try (Tasks.Inside _ = monitor.inside()) {
      paused = null;
    }
  }

  /// Why it takes nothing in; empty: it does.
  Optional<ReplicationException.Paused> paused() {
    try (Tasks.Inside _ = monitor.inside()) {
      return Optional.ofNullable(paused);
    }
  }

  /// Whether nothing is under way.
  boolean isEmpty() {
    try (Tasks.Inside _ = monitor.inside()) {
      return flights.isEmpty();
    }
  }

  /// Gives up everything that is in: whoever adds or waits gets this, until [#restart].
  void fail(ReplicationException why) {
    try (Tasks.Inside _ = monitor.inside()) {
      if (failure == null) failure = why;
      flights.clear();
      bytes = 0;
      monitor.signalAll();
    }
  }

  /// Forgets a failure: a new attempt begins, with nothing in.
  void restart() {
    try (Tasks.Inside _ = monitor.inside()) {
      failure = null;
    }
  }

  /// @throws ReplicationException what [#fail] was told
  void check() throws ReplicationException {
    try (Tasks.Inside _ = monitor.inside()) {
      throwFailure();
    }
  }

  private void throwFailure() throws ReplicationException {
    if (failure != null) throw failure.again();
  }
}
