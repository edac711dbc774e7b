package farkeep.box.replication;

import farkeep.link.protocol.Allowance;
import farkeep.link.protocol.Failure;
import farkeep.link.protocol.HeadMoved;
import farkeep.link.protocol.Health;
import farkeep.link.protocol.Refused;
import farkeep.link.protocol.Stored;
import farkeep.link.protocol.ToHome;
import farkeep.objects.FolderTag;
import farkeep.objects.port.Tasks;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What one session still has to say on its control stream. Safe for many threads.
///
/// Words keep their order, and who posts one waits when too many lie here. News (health, heads,
/// allowances) never makes anybody wait: the newest of each kind replaces the one before, so a home
/// that doesn't read hurts nobody but itself.
final class Outbox {
  /// Bytes of words that lie here before posters wait.
  static final int BYTES_MAX = 1 << 20;

  /// How long who posts waits for room.
  static final Duration POST_MAX = Duration.ofSeconds(30);

  private final Tasks.Monitor monitor;
  private final Deque<ToHome> words = new ArrayDeque<>();
  private final LinkedHashMap<FolderTag, HeadMoved> heads = new LinkedHashMap<>();
  private @Nullable Health health;
  private @Nullable Supplier<Allowance> allowance;
  private int bytes;
  private boolean closed;

  /// @param tasks where posters wait
  Outbox(Tasks tasks) {
    this.monitor = tasks.monitor();
  }

  /// Posts an answer.
  ///
  /// @param request what it answers; 0 for a word about an object
  /// @throws ViolationException the home did not read for [#POST_MAX]
  /// @throws InterruptedException the task was cancelled, or the session ended
  void post(long request, ToHome.Builder word) throws ViolationException, InterruptedException {
    try (Tasks.Inside _ = monitor.inside()) {
      awaitRoom();
      add(word.setRequest(request).build());
    }
  }

  /// Posts that a request failed.
  void fail(long request, Failure.Code code, String reason)
      throws ViolationException, InterruptedException {
    Failure failure = Failure.newBuilder().setCode(code).setReason(reason).build();
    post(request, ToHome.newBuilder().setFailure(failure));
  }

  /// Posts that what was asked is refused.
  void refuse(long request, String reason) throws ViolationException, InterruptedException {
    post(request, ToHome.newBuilder().setRefused(Refused.newBuilder().setReason(reason)));
  }

  /// Posts up to which number everything is stored; joins such a word when it is the last one here.
  void stored(long number) throws ViolationException, InterruptedException {
    try (Tasks.Inside _ = monitor.inside()) {
      ToHome last = words.peekLast();
      if (last != null && last.hasStored() && last.getRequest() == 0) {
        bytes -= words.removeLast().getSerializedSize();
      }
      awaitRoom();
      add(ToHome.newBuilder().setStored(Stored.newBuilder().setNumber(number)).build());
    }
  }

  private void awaitRoom() throws ViolationException, InterruptedException {
    while (!closed && bytes > BYTES_MAX) {
      if (!monitor.await(POST_MAX) && bytes > BYTES_MAX) {
        throw new ViolationException(
            "%d B of answers were not read for %d s; at most %d B wait"
                .formatted(bytes, POST_MAX.toSeconds(), BYTES_MAX));
      }
    }
    if (closed) throw new InterruptedException("the session has ended");
  }

  private void add(ToHome word) {
    words.add(word);
    bytes += word.getSerializedSize();
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

  /// Tells what the box lets through, before all else.
  ///
  /// @param now asked when it is said, so that it is never out of date
  void allowance(Supplier<Allowance> now) {
    try (Tasks.Inside _ = monitor.inside()) {
      allowance = now;
      monitor.signalAll();
    }
  }

  /// Closes with a last word about why.
  void close(String reason) {
    try (Tasks.Inside _ = monitor.inside()) {
      if (!closed) {
        add(ToHome.newBuilder().setRefused(Refused.newBuilder().setReason(reason)).build());
      }
      close();
    }
  }

  /// Lets nothing more in; what is here can still be taken.
  void close() {
    try (Tasks.Inside _ = monitor.inside()) {
      closed = true;
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
    if (allowance != null) {
      ToHome news = ToHome.newBuilder().setAllowance(allowance.get()).build();
      allowance = null;
      return news;
    }
    ToHome word = words.poll();
    if (word != null) {
      bytes -= word.getSerializedSize();
      monitor.signalAll();
      return word;
    }
    var head = heads.pollFirstEntry();
    if (head != null) return ToHome.newBuilder().setHeadMoved(head.getValue()).build();
    if (health == null) return null;
    ToHome news = ToHome.newBuilder().setHealth(health).build();
    health = null;
    return news;
  }
}
