package farkeep.box.replication;

import farkeep.link.protocol.HeadMoved;
import farkeep.link.protocol.Health;
import farkeep.link.protocol.Stored;
import farkeep.link.protocol.ToHome;
import farkeep.objects.FolderTag;
import farkeep.objects.port.Tasks;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What one session still has to say on its control stream. Safe for many threads.
///
/// Answers keep their order and their poster waits when too many lie here. News (health, heads) never
/// makes anybody wait: the newest of each kind replaces the one before, so a home that doesn't read
/// hurts nobody but itself.
final class Outbox {
  /// Bytes of answers that lie here.
  static final int ANSWER_BYTES_MAX = 1 << 20;

  /// How long who posts an answer waits for room.
  static final Duration POST_MAX = Duration.ofSeconds(30);

  private final Tasks.Monitor monitor;
  private final Deque<ToHome> answers = new ArrayDeque<>();
  private final LinkedHashMap<FolderTag, HeadMoved> heads = new LinkedHashMap<>();
  private @Nullable Health health;
  private int answerBytes;
  private boolean closed;

  /// @param tasks where posters wait
  Outbox(Tasks tasks) {
    this.monitor = tasks.monitor();
  }

  /// Posts an answer; waits while there are too many.
  ///
  /// @throws ViolationException the home did not read for [#POST_MAX]
  /// @throws InterruptedException the task was cancelled, or the session ended
  void answer(ToHome answer) throws ViolationException, InterruptedException {
    try (Tasks.Inside _ = monitor.inside()) {
      while (!closed && answerBytes > ANSWER_BYTES_MAX) {
        if (!monitor.await(POST_MAX) && answerBytes > ANSWER_BYTES_MAX) {
          throw new ViolationException(
              "answers of %d B were not read for %d s; at most %d B wait"
                  .formatted(answerBytes, POST_MAX.toSeconds(), ANSWER_BYTES_MAX));
        }
      }
      if (closed) throw new InterruptedException("the session has ended");
      post(answer);
    }
  }

  /// Says up to which number everything is stored; joins a word of the same kind that has not yet
  /// been said.
  void stored(long request, long number) throws ViolationException, InterruptedException {
    ToHome answer = stored(request).setStored(Stored.newBuilder().setNumber(number)).build();
    try (Tasks.Inside _ = monitor.inside()) {
      ToHome last = answers.peekLast();
      if (last != null && last.hasStored() && last.getRequest() == 0) {
        answers.removeLast();
        answerBytes -= last.getSerializedSize();
      }
    }
    answer(answer);
  }

  private static ToHome.Builder stored(long request) {
    return ToHome.newBuilder().setRequest(request);
  }

  private void post(ToHome answer) {
    answers.add(answer);
    answerBytes += answer.getSerializedSize();
    monitor.signalAll();
  }

  /// Tells where a folder's head is now.
  void head(FolderTag folder, HeadMoved moved) {
    try (Tasks.Inside _ = monitor.inside()) {
      heads.put(folder, moved);
      monitor.signalAll();
    }
  }

  /// Tells how the box is.
  void health(Health now) {
    try (Tasks.Inside _ = monitor.inside()) {
      health = now;
      monitor.signalAll();
    }
  }

  /// Waits for the next thing to say.
  ///
  /// @return nothing when all is said and nothing more will come
  Optional<ToHome> take() throws InterruptedException {
    try (Tasks.Inside _ = monitor.inside()) {
      while (true) {
        ToHome next = next();
        if (next != null) return Optional.of(next);
        if (closed) return Optional.empty();
        monitor.await();
      }
    }
  }

  private @Nullable ToHome next() {
    ToHome answer = answers.poll();
    if (answer != null) {
      answerBytes -= answer.getSerializedSize();
      monitor.signalAll();
      return answer;
    }
    var head = heads.pollFirstEntry();
    if (head != null) return ToHome.newBuilder().setHeadMoved(head.getValue()).build();
    if (health == null) return null;
    ToHome news = ToHome.newBuilder().setHealth(health).build();
    health = null;
    return news;
  }

  /// Lets nothing more in; what is here can still be taken.
  void close() {
    try (Tasks.Inside _ = monitor.inside()) {
      closed = true;
      monitor.signalAll();
    }
  }
}
