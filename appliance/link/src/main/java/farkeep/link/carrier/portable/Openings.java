package farkeep.link.carrier.portable;

import farkeep.link.carrier.LinkClosedException;
import farkeep.objects.port.Tasks;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/// Those who wait for a new stream of a link, in the order in which they asked. A task of its own
/// waits for kwik, which keeps who waits there for a stream even when the link has ended.
final class Openings {
  private final PortableLink link;
  private final Tasks.Monitor monitor;
  private final Queue<Opening> waiting = new ArrayDeque<>();
  private boolean started;

  /// Waits in kwik.
  private volatile @Nullable Thread opening;

  /// A call that opens a stream. Guarded by the monitor.
  private static final class Opening {
    @Nullable PortableStream stream;
    @Nullable LinkClosedException failure;
  }

  /// @param monitor the link's
  Openings(PortableLink link, Tasks.Monitor monitor) {
    this.link = link;
    this.monitor = monitor;
  }

  /// Waits for a new stream.
  PortableStream open() throws LinkClosedException, InterruptedException {
    Opening mine = new Opening();
    try (Tasks.Inside _ = monitor.inside()) {
      link.throwIfGone();
      waiting.add(mine);
      if (!started) link.ports().tasks().start("open streams of " + link, this::work);
      started = true;
      monitor.signalAll();
      try {
        while (mine.stream == null) {
          link.throwIfGone();
          if (mine.failure != null) throw mine.failure;
          monitor.await();
        }
        return mine.stream;
      } finally {
        waiting.remove(mine);
        if (mine.stream != null) monitor.signalAll();
      }
    }
  }

  private void work() throws InterruptedException {
    opening = Thread.currentThread();
    while (awaitCall()) {
      try {
        PortableStream stream = link.opened(link.connection().open());
        hand(stream);
      } catch (IOException | RuntimeException e) {
        // A runtime exception is how kwik tells of an interrupt.
        fail(new LinkClosedException("can't open a stream of " + link, e));
      }
    }
  }

  /// @return false when the link is gone
  private boolean awaitCall() throws InterruptedException {
    try (Tasks.Inside _ = monitor.inside()) {
      while (waiting.isEmpty() && !link.isGone()) monitor.await();
      return !link.isGone();
    }
  }

  /// Gives it to who has waited longest; when nobody waits any more, it is kept for the next.
  private void hand(PortableStream stream) throws InterruptedException {
    try (Tasks.Inside _ = monitor.inside()) {
      while (waiting.isEmpty() && !link.isGone()) monitor.await();
      Opening first = waiting.poll();
      if (first != null) first.stream = stream;
      monitor.signalAll();
    }
  }

  private void fail(LinkClosedException cause) {
    try (Tasks.Inside _ = monitor.inside()) {
      Opening first = waiting.poll();
      if (first != null) first.failure = cause;
      monitor.signalAll();
    }
  }

  /// The link is gone: wakes the task.
  void end() {
    Thread thread = opening;
    if (thread != null) thread.interrupt();
  }
}
