package farkeep.link.carrier;

import farkeep.objects.port.Tasks;
import java.io.InterruptedIOException;
import java.time.Duration;

/// How long whoever reads or writes a stream waits: until something happens, the task is cancelled,
/// or the stream has made no progress for too long; then it is reset. The same on every carrier.
public final class StreamWatchdog {
  private final LinkStream stream;
  private final CarrierPorts ports;
  private final Duration progressMax;

  /// @param stream what is reset; its words go into the messages
  /// @param progressMax the longest time without progress
  public StreamWatchdog(LinkStream stream, CarrierPorts ports, Duration progressMax) {
    this.stream = stream;
    this.ports = ports;
    this.progressMax = progressMax;
  }

  /// Starts to count, from now on.
  public Wait start() {
    return new Wait();
  }

  /// Waits for a signal, for as long as it takes.
  ///
  /// @param monitor inside which the caller is
  /// @throws InterruptedIOException the task was cancelled
  public void awaitPatiently(Tasks.Monitor monitor) throws InterruptedIOException {
    try {
      monitor.await();
    } catch (InterruptedException e) {
      throw cancelled(e);
    }
  }

  private InterruptedIOException cancelled(InterruptedException cause) {
    ports.tasks().cancelSelf();
    InterruptedIOException thrown = new InterruptedIOException(stream + ": the task was cancelled");
    thrown.initCause(cause);
    return thrown;
  }

  /// One wait, which may take many signals.
  public final class Wait {
    private Duration since = ports.clocks().running();

    private Wait() {}

    /// There was progress: counts from now on.
    public void progressed() {
      since = ports.clocks().running();
    }

    /// Waits for a signal, or until the time is up.
    ///
    /// @param monitor inside which the caller is
    /// @param complaint what did not happen
    /// @throws LinkClosedException the time was up before; the stream was reset
    /// @throws InterruptedIOException the task was cancelled
    public void await(Tasks.Monitor monitor, String complaint)
        throws LinkClosedException, InterruptedIOException {
      Duration left = progressMax.minus(ports.clocks().running().minus(since));
      if (!left.isPositive()) throw stuck(complaint);
      try {
        monitor.await(left);
      } catch (InterruptedException e) {
        throw cancelled(e);
      }
    }

    private LinkClosedException stuck(String complaint) {
      stream.reset();
      return new LinkClosedException(
          "%s: %s for %d s; it was reset, send again"
              .formatted(stream, complaint, progressMax.toSeconds()));
    }
  }
}
