package farkeep.link.protocol;

import farkeep.link.carrier.LinkClosedException;
import farkeep.link.carrier.LinkStream;
import farkeep.objects.port.Permits;
import farkeep.objects.port.Tasks;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The home's end of the control stream: asks, and hears what the box says unasked.
///
/// [#greet] comes first; then one task runs [#listen] for as long as the link lives, and any task
/// may ask. Safe for many threads.
public final class HomeControl {
  /// Requests that may be without an answer at once; who has one more to ask waits.
  public static final int REQUESTS_MAX = 64;

  /// How long the box may say nothing but how it is while a request is without an answer.
  public static final Duration ANSWER_MAX = Duration.ofMinutes(5);

  private final LinkStream stream;
  private final Tasks.Monitor monitor;
  private final Tasks.Monitor writing;
  private final Permits permits;
  private final Map<Long, Pending> unanswered = new HashMap<>();
  private long lastRequest;
  private long words;
  private @Nullable IOException ended;

  /// @param stream the stream that AUTH ran on
  public HomeControl(Tasks tasks, LinkStream stream) {
    this.stream = stream;
    this.monitor = tasks.monitor();
    this.writing = tasks.monitor();
    this.permits = new Permits(tasks, REQUESTS_MAX);
  }

  /// Hears what the box says unasked: STORED, MISSING, FULL, REFUSED of objects, HEAD moved,
  /// HEALTH.
  @FunctionalInterface
  public interface Unasked {
    /// Runs in the task of [#listen], which hears nothing else meanwhile: it must not ask, and not
    /// wait for long.
    ///
    /// @throws IOException the message makes no sense; listening ends
    void hear(ToHome message) throws IOException, InterruptedException;
  }

  /// Says HELLO and hears the box's.
  ///
  /// @throws IncompatibleVersionException no version is common; close the link
  public Greeting greet(Hello mine) throws IOException {
    Frames.write(stream.output(), ToBox.newBuilder().setHello(mine).build());
    ToHome first = Frames.read(stream.input(), ToHome.parser()).orElseThrow(HomeControl::gone);
    stream.allowSilence();
    if (first.hasFailure()) {
      throw new IncompatibleVersionException(PeerText.reason(first.getFailure().getReason()));
    }
    if (!first.hasHello()) throw new ProtocolViolationException("the box did not begin with HELLO");
    return Greeting.agree(mine, first.getHello(), "box");
  }

  /// Hands answers to who asked, and the rest to `unasked`, until the stream ends. Then all who
  /// wait for an answer get the reason, as do all who ask later.
  ///
  /// @throws IOException why it ended
  public void listen(Unasked unasked) throws IOException, InterruptedException {
    IOException reason = gone();
    try {
      while (true) {
        Optional<ToHome> message = Frames.read(stream.input(), ToHome.parser());
        if (message.isEmpty()) throw reason;
        deliver(message.get(), unasked);
      }
    } catch (IOException e) {
      reason = e;
      throw e;
    } finally {
      end(reason);
    }
  }

  private void deliver(ToHome message, Unasked unasked) throws IOException, InterruptedException {
    if (!message.hasHealth()) countWord();
    if (message.getRequest() == 0) {
      unasked.hear(message);
      return;
    }
    try (Tasks.Inside _ = monitor.inside()) {
      Pending pending = unanswered.remove(message.getRequest());
      if (pending == null) {
        throw new ProtocolViolationException(
            "the box answered request %d, which is not open".formatted(message.getRequest()));
      }
      pending.answer = message;
      permits.release(1);
      monitor.signalAll();
    }
  }

  private void countWord() {
    try (Tasks.Inside _ = monitor.inside()) {
      words++;
      monitor.signalAll();
    }
  }

  private void end(IOException reason) {
    try (Tasks.Inside _ = monitor.inside()) {
      ended = reason;
      permits.release(unanswered.size());
      unanswered.clear();
      monitor.signalAll();
    }
  }

  /// Asks, and waits for the answer.
  ///
  /// @param request without a number; it gets one
  /// @throws FailureException the box said no; what it could not do is not done
  /// @throws IOException the link is gone; whether it was done is not known
  public ToHome ask(ToBox.Builder request) throws IOException, InterruptedException {
    return send(request).answer();
  }

  /// Asks without waiting for the answer, so that several requests can be under way. Every
  /// [Pending] takes one of [#REQUESTS_MAX] places until its answer has come.
  public Pending send(ToBox.Builder request) throws IOException, InterruptedException {
    permits.acquire(1);
    try (Tasks.Inside _ = writing.inside()) {
      // Numbered inside, because the box wants the numbers in order.
      ToBox message = request.setRequest(lastRequest + 1).build();
      Pending pending = register(message);
      Frames.write(stream.output(), message);
      return pending;
    }
  }

  private Pending register(ToBox message) throws LinkClosedException {
    try (Tasks.Inside _ = monitor.inside()) {
      boolean fits = message.getSerializedSize() <= Frames.FRAME_BYTES_MAX;
      if (ended != null || !fits) permits.release(1);
      if (ended != null) throw gone(ended);
      if (!fits) {
        throw new IllegalArgumentException(
            "a request of %d B; at most %d"
                .formatted(message.getSerializedSize(), Frames.FRAME_BYTES_MAX));
      }
      Pending pending = new Pending();
      unanswered.put(++lastRequest, pending);
      return pending;
    }
  }

  private static LinkClosedException gone() {
    return new LinkClosedException("the box ended the session; dialling again");
  }

  private static LinkClosedException gone(IOException why) {
    return new LinkClosedException("the session has ended: " + why.getMessage(), why);
  }

  private LinkClosedException silent() {
    stream.reset();
    return new LinkClosedException(
        "the box left a request without an answer for %d s; dialling again"
            .formatted(ANSWER_MAX.toSeconds()));
  }

  /// A request that waits for its answer.
  public final class Pending {
    private @Nullable ToHome answer;

    private Pending() {}

    /// Waits for the answer.
    ///
    /// @throws FailureException the box said no
    /// @throws LinkClosedException the link is gone, or the box says nothing more and the link was
    ///   closed; whether it was done is not known
    public ToHome answer() throws IOException, InterruptedException {
      ToHome came;
      try (Tasks.Inside _ = monitor.inside()) {
        while (answer == null) {
          if (ended != null) throw gone(ended);
          long heard = words;
          if (!monitor.await(ANSWER_MAX) && heard == words && answer == null) throw silent();
        }
        came = answer;
      }
      if (came.hasFailure()) {
        throw new FailureException(
            came.getFailure().getCode(), PeerText.reason(came.getFailure().getReason()));
      }
      if (came.hasRefused()) {
        throw new FailureException(
            Failure.Code.BAD_REQUEST, PeerText.reason(came.getRefused().getReason()));
      }
      return came;
    }
  }
}
