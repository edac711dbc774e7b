package farkeep.link.protocol;

import farkeep.link.carrier.LinkClosedException;
import farkeep.link.carrier.LinkStream;
import farkeep.objects.port.Tasks;
import java.io.IOException;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/// The box's end of the control stream: takes requests, answers them in whatever order, and speaks
/// unasked.
///
/// [#greet] comes first; then one task takes requests with [#next], and any task may answer or
/// tell. Safe for many threads.
public final class BoxControl {
  private final LinkStream stream;
  private final Tasks.Monitor monitor;
  private final Tasks.Monitor writing;
  private final Set<Long> open = new HashSet<>();
  private long lastRequest;

  /// @param stream the stream that AUTH ran on
  public BoxControl(Tasks tasks, LinkStream stream) {
    this.stream = stream;
    this.monitor = tasks.monitor();
    this.writing = tasks.monitor();
  }

  /// Says HELLO and hears the home's. A home with which no version is common is told so.
  ///
  /// @throws IncompatibleVersionException no version is common; close the stream, not the link at
  ///   once, so that the home still reads why
  public Greeting greet(Hello mine) throws IOException {
    stream.allowSilence();
    ToBox first =
        Frames.read(stream.input(), ToBox.parser())
            .orElseThrow(() -> new LinkClosedException("the home left before HELLO"));
    if (!first.hasHello()) {
      throw new ProtocolViolationException("the home did not begin with HELLO");
    }
    try {
      Greeting agreed = Greeting.agree(mine, first.getHello(), "home");
      write(ToHome.newBuilder().setHello(mine));
      return agreed;
    } catch (IncompatibleVersionException e) {
      Failure why =
          Failure.newBuilder()
              .setCode(Failure.Code.VERSION)
              .setReason(Greeting.incompatible(first.getHello(), mine, "box"))
              .build();
      write(ToHome.newBuilder().setFailure(why));
      throw e;
    }
  }

  /// Waits for the next request. It is open until [#answer].
  ///
  /// @return nothing when the home has finished
  /// @throws ProtocolViolationException not a request, or more than [HomeControl#REQUESTS_MAX] are
  ///   open; close the link
  public Optional<ToBox> next() throws IOException {
    Optional<ToBox> request = Frames.read(stream.input(), ToBox.parser());
    if (request.isPresent()) take(request.get().getRequest());
    return request;
  }

  private void take(long request) throws ProtocolViolationException {
    try (Tasks.Inside _ = monitor.inside()) {
      if (Long.compareUnsigned(request, lastRequest) <= 0) {
        throw new ProtocolViolationException(
            "request %d came after request %d; they count up from 1"
                .formatted(request, lastRequest));
      }
      if (open.size() == HomeControl.REQUESTS_MAX) {
        throw new ProtocolViolationException(
            "more than %d requests are open".formatted(HomeControl.REQUESTS_MAX));
      }
      lastRequest = request;
      open.add(request);
    }
  }

  /// Answers a request, once.
  ///
  /// @param request the number that it carries
  /// @throws IllegalStateException it is not open
  public void answer(long request, ToHome.Builder answer) throws IOException {
    try (Tasks.Inside _ = monitor.inside()) {
      if (!open.remove(request)) {
        throw new IllegalStateException("request %d is not open".formatted(request));
      }
    }
    write(answer.setRequest(request));
  }

  /// Answers that a request failed.
  ///
  /// @param reason for people
  public void fail(long request, Failure.Code code, String reason) throws IOException {
    answer(
        request,
        ToHome.newBuilder().setFailure(Failure.newBuilder().setCode(code).setReason(reason)));
  }

  /// Says something unasked.
  public void tell(ToHome.Builder message) throws IOException {
    write(message.setRequest(0));
  }

  private void write(ToHome.Builder message) throws IOException {
    try (Tasks.Inside _ = writing.inside()) {
      Frames.write(stream.output(), message.build());
    }
  }
}
