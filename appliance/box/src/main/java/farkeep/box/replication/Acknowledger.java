package farkeep.box.replication;

import com.google.protobuf.ByteString;
import farkeep.link.protocol.Behind;
import farkeep.link.protocol.Failure;
import farkeep.link.protocol.Moved;
import farkeep.link.protocol.Stored;
import farkeep.link.protocol.ToHome;
import farkeep.link.protocol.WireIds;
import farkeep.objects.port.Clocks;
import farkeep.objects.port.Tasks;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/// Makes what one session had admitted durable, and only then says so: in groups, or at once when
/// the home settles or commits. Requests are answered in the order in which they came, each when
/// the objects it waits for have been dealt with. Safe for many threads.
final class Acknowledger {
  /// Bytes of a group.
  static final int GROUP_BYTES_MAX = 8 << 20;

  /// Age of a group.
  static final Duration GROUP_TIME_MAX = Duration.ofMillis(250);

  private final Tasks.Monitor monitor;
  private final Clocks clocks;
  private final Deque<Request> requests = new ArrayDeque<>();
  private long handledThrough;
  private long storedThrough;
  private long watermark;
  private long groupBytes;
  private Duration groupSince = Duration.ZERO;

  Acknowledger(Tasks tasks, Clocks clocks) {
    this.monitor = tasks.monitor();
    this.clocks = clocks;
  }

  /// What a home asks to be done once all objects up to a number have been dealt with.
  sealed interface Request {
    /// The request's own number.
    long request();

    /// The last object it waits for.
    long afterNumber();

    /// To force, and to answer STORED.
    record Settle(long request, long afterNumber) implements Request {}

    /// To move a head.
    record Commit(long request, long afterNumber, byte[] headMove) implements Request {}
  }

  /// Who moves heads.
  @FunctionalInterface
  interface Committing {
    /// Decides, and does it durably.
    CommitOutcome commit(byte[] headMove) throws IOException, InterruptedException;
  }

  /// Who makes what was admitted durable.
  @FunctionalInterface
  interface Forcing {
    /// Returns once everything up to the watermark is durable.
    void force(long watermark) throws IOException, InterruptedException;
  }

  /// Takes note that an object was admitted.
  ///
  /// @param place its watermark in the store
  void admitted(Incoming incoming, long place) {
    try (Tasks.Inside _ = monitor.inside()) {
      handle(incoming.number(), incoming.bytes());
      watermark = Math.max(watermark, place);
    }
  }

  /// Takes note that an object was not admitted, and that the home was told so.
  void turnedAway(Incoming incoming) {
    try (Tasks.Inside _ = monitor.inside()) {
      handle(incoming.number(), incoming.bytes());
    }
  }

  private void handle(long number, long bytes) {
    if (handledThrough == storedThrough) groupSince = clocks.running();
    handledThrough = number;
    groupBytes += bytes;
    monitor.signalAll();
  }

  /// Takes a request in; at most as many as the control stream lets be open.
  void ask(Request request) {
    try (Tasks.Inside _ = monitor.inside()) {
      requests.add(request);
      monitor.signalAll();
    }
  }

  /// Works until cancelled.
  ///
  /// @throws IOException the device failed: what was not acknowledged is in doubt
  void run(Committing committing, Forcing forcing, IncomingObjects incoming, Outbox outbox)
      throws IOException, InterruptedException, ViolationException {
    while (true) {
      Group group = awaitGroup();
      List<ToHome.Builder> answers = new ArrayList<>();
      for (Request request : group.requests()) {
        if (request instanceof Request.Commit commit) {
          answers.add(answer(committing.commit(commit.headMove())));
        } else {
          answers.add(storedWord(group.through()));
        }
      }
      forcing.force(group.watermark());
      incoming.acknowledged(group.bytes());
      if (group.news()) outbox.stored(group.through());
      for (int i = 0; i < answers.size(); i++) {
        outbox.post(group.requests().get(i).request(), answers.get(i));
      }
    }
  }

  private Group awaitGroup() throws InterruptedException {
    try (Tasks.Inside _ = monitor.inside()) {
      while (true) {
        Duration age = clocks.running().minus(groupSince);
        boolean news = handledThrough > storedThrough;
        boolean due = !requests.isEmpty() && requests.peek().afterNumber() <= handledThrough;
        boolean full = groupBytes >= GROUP_BYTES_MAX;
        if (due || full || news && age.compareTo(GROUP_TIME_MAX) >= 0) return takeGroup(news);
        if (news) {
          monitor.await(GROUP_TIME_MAX.minus(age));
        } else {
          monitor.await();
        }
      }
    }
  }

  private Group takeGroup(boolean news) {
    List<Request> due = new ArrayList<>();
    while (!requests.isEmpty() && requests.peek().afterNumber() <= handledThrough) {
      due.add(requests.poll());
    }
    Group group = new Group(handledThrough, watermark, groupBytes, news, due);
    storedThrough = handledThrough;
    groupBytes = 0;
    return group;
  }

  private static ToHome.Builder storedWord(long through) {
    return ToHome.newBuilder().setStored(Stored.newBuilder().setNumber(through));
  }

  private static ToHome.Builder answer(CommitOutcome outcome) {
    ToHome.Builder answer = ToHome.newBuilder();
    return switch (outcome) {
      case CommitOutcome.Moved moved ->
          answer.setMoved(Moved.newBuilder().setEntry(WireIds.of(moved.entry().value())));
      case CommitOutcome.Behind behind -> {
        ByteString head = behind.head().map(ByteString::copyFrom).orElse(ByteString.EMPTY);
        yield answer.setBehind(Behind.newBuilder().setHead(head));
      }
      case CommitOutcome.Failed failed ->
          answer.setFailure(Failure.newBuilder().setCode(failed.code()).setReason(failed.reason()));
    };
  }

  /// What is made durable together.
  ///
  /// @param through the last object of it
  /// @param watermark its place in the store
  /// @param bytes of its objects
  /// @param news whether there are objects that have not been acknowledged
  /// @param requests that wait for nothing more
  private record Group(
      long through, long watermark, long bytes, boolean news, List<Request> requests) {}
}
