package farkeep.home.replicate;

import farkeep.link.carrier.Link;
import farkeep.link.carrier.LinkClosedException;
import farkeep.link.carrier.LinkStream;
import farkeep.link.pace.Pace;
import farkeep.link.protocol.PutWriter;
import farkeep.objects.port.TaskGroup;
import farkeep.objects.port.Tasks;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/// The streams on which one session sends its objects. Small objects follow each other on one
/// stream; another one is opened when those there are have much to do. A stream that breaks while
/// the link stays is replaced, and what was sent on it is sent again under the same numbers.
final class PutLanes {
  /// Streams of one session.
  static final int LANES_MAX = 4;

  /// Bytes waiting on a stream from which on the next object takes another one.
  private static final int BUSY_BYTES = 256 << 10;

  private final Link link;
  private final TaskGroup group;
  private final Pace pace;
  private final Tasks.Monitor monitor;
  private final List<Lane> lanes = new ArrayList<>();
  private int current;

  /// @param group fails when the link is gone
  /// @param pace at which all of them send together
  PutLanes(Link link, Tasks tasks, TaskGroup group, Pace pace) {
    this.link = link;
    this.group = group;
    this.pace = pace;
    this.monitor = tasks.monitor();
  }

  /// Queues an object; never waits. The window bounds what can be queued.
  void send(long number, Flight flight) {
    try (Tasks.Inside _ = monitor.inside()) {
      Lane lane = choose();
      lane.waiting.add(new Window.Numbered(number, flight));
      lane.waitingBytes += flight.bytes();
      monitor.signalAll();
    }
  }

  private Lane choose() {
    if (lanes.isEmpty()) return open();
    if (lanes.get(current).waitingBytes < BUSY_BYTES) return lanes.get(current);
    for (int i = 0; i < lanes.size(); i++) {
      if (lanes.get(i).waitingBytes < lanes.get(current).waitingBytes) current = i;
    }
    boolean allBusy = lanes.get(current).waitingBytes >= BUSY_BYTES;
    return allBusy && lanes.size() < LANES_MAX ? open() : lanes.get(current);
  }

  private Lane open() {
    Lane lane = new Lane();
    current = lanes.size();
    lanes.add(lane);
    group.start("put " + current, lane::run);
    return lane;
  }

  /// Everything up to a number is durable, and will not be sent again.
  void landed(long number) {
    try (Tasks.Inside _ = monitor.inside()) {
      for (Lane lane : lanes) {
        while (!lane.sent.isEmpty() && lane.sent.getFirst().number() <= number) lane.sent.remove();
      }
    }
  }

  private final class Lane {
    private final Deque<Window.Numbered> waiting = new ArrayDeque<>();
    private final Deque<Window.Numbered> sent = new ArrayDeque<>();
    private long waitingBytes;

    void run() throws IOException, InterruptedException {
      while (true) {
        try (LinkStream stream = link.open()) {
          PutWriter writer = new PutWriter(stream, pace);
          while (true) sendNext(writer);
        } catch (LinkClosedException e) {
          if (!link.isOpen()) throw e;
          sendAgain();
        }
      }
    }

    private void sendNext(PutWriter writer) throws IOException, InterruptedException {
      if (idle()) writer.flush();
      Window.Numbered next;
      try (Tasks.Inside _ = monitor.inside()) {
        while (waiting.isEmpty()) monitor.await();
        next = waiting.remove();
        waitingBytes -= next.flight().bytes();
        sent.add(next);
      }
      writer.put(next.number(), next.flight().stored());
    }

    private boolean idle() {
      try (Tasks.Inside _ = monitor.inside()) {
        return waiting.isEmpty();
      }
    }

    private void sendAgain() {
      try (Tasks.Inside _ = monitor.inside()) {
        while (!sent.isEmpty()) {
          Window.Numbered last = sent.removeLast();
          waiting.addFirst(last);
          waitingBytes += last.flight().bytes();
        }
      }
    }
  }
}
