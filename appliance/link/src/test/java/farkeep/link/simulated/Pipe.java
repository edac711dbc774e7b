package farkeep.link.simulated;

import farkeep.link.carrier.LinkClosedException;
import farkeep.link.carrier.LinkSettings;
import farkeep.objects.port.Tasks;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/// One direction of a stream: a bounded queue of bytes under way.
final class Pipe {
  private static final Duration FOR_EVER = Duration.ofDays(365_000);

  /// Bytes that were written together; none at the end of the stream.
  private record Piece(Duration arrives, byte[] bytes, int from) {
    int length() {
      return bytes.length - from;
    }
  }

  private final Wire wire;
  private final int windowBytes;
  private final Duration progressMax;
  private final Deque<Piece> underWay = new ArrayDeque<>();
  private int buffered;
  private boolean finished;
  private boolean readToEnd;
  private boolean silenceAllowed;
  private Duration lastRead = Duration.ZERO;
  private Duration stalledUntil = Duration.ZERO;
  private @Nullable String brokenBecause;

  /// @param reader the settings of the end that reads
  Pipe(Wire wire, LinkSettings reader) {
    this.wire = wire;
    this.windowBytes = reader.windows().streamBytes();
    this.progressMax = reader.times().progressMax();
  }

  void allowSilence() {
    silenceAllowed = true;
  }

  /// Nothing is read here until then.
  void stall(Duration until) {
    stalledUntil = until;
  }

  boolean isDone() {
    return brokenBecause != null || readToEnd;
  }

  void breakOff(String why) {
    if (!isDone()) brokenBecause = why;
    wire.monitor().signalAll();
  }

  void finish() {
    if (finished) return;
    finished = true;
    underWay.add(new Piece(wire.now().plus(wire.delay()), new byte[0], 0));
    wire.monitor().signalAll();
  }

  /// Writes what there is room for, and waits until there is some.
  ///
  /// @return bytes taken; at least 1
  int write(SimulatedStream stream, byte[] bytes, int from, int count)
      throws LinkClosedException, InterruptedException {
    try (Tasks.Inside _ = wire.monitor().inside()) {
      Duration began = wire.now();
      while (true) {
        throwIfBroken();
        if (finished) throw new LinkClosedException("this side of the stream is finished");
        if (buffered < windowBytes) break;
        Duration since = lastRead.compareTo(began) > 0 ? lastRead : began;
        awaitProgress(stream, since.plus(progressMax), "writes");
      }
      int taken = Math.min(windowBytes - buffered, count);
      byte[] copy = Arrays.copyOfRange(bytes, from, from + taken);
      underWay.add(new Piece(wire.now().plus(wire.delay()), copy, 0));
      buffered += taken;
      wire.monitor().signalAll();
      return taken;
    }
  }

  /// Reads what has arrived, and waits until something has.
  ///
  /// @return bytes read, or -1 at the end
  int read(SimulatedStream stream, byte[] into, int at, int most)
      throws LinkClosedException, InterruptedException {
    try (Tasks.Inside _ = wire.monitor().inside()) {
      Duration deadline = wire.now().plus(progressMax);
      while (!hasArrived()) {
        throwIfBroken();
        awaitProgress(stream, silenceAllowed ? FOR_EVER : deadline, "reads");
      }
      throwIfBroken();
      Piece first = underWay.element();
      if (first.length() == 0) {
        readToEnd = true;
        wire.monitor().signalAll();
        return -1;
      }
      int count = wire.piece(Math.min(first.length(), most));
      System.arraycopy(first.bytes, first.from, into, at, count);
      underWay.remove();
      if (count < first.length()) {
        underWay.addFirst(new Piece(first.arrives, first.bytes, first.from + count));
      }
      buffered -= count;
      lastRead = wire.now();
      wire.monitor().signalAll();
      return count;
    }
  }

  private boolean hasArrived() {
    Piece first = underWay.peek();
    return first != null && arrives(first).compareTo(wire.now()) <= 0 && !wire.isCut();
  }

  private Duration arrives(Piece piece) {
    return piece.arrives.compareTo(stalledUntil) < 0 ? stalledUntil : piece.arrives;
  }

  private void awaitProgress(SimulatedStream stream, Duration deadline, String doing)
      throws InterruptedException {
    Duration now = wire.now();
    if (deadline.compareTo(now) <= 0) {
      stream.breakOff(
          "no byte moved for %d s while one side %s".formatted(progressMax.toSeconds(), doing));
      return;
    }
    Duration until = deadline.minus(now);
    Piece first = underWay.peek();
    boolean onItsWay = first != null && arrives(first).compareTo(now) > 0 && !wire.isCut();
    if (onItsWay && arrives(first).minus(now).compareTo(until) < 0)
      until = arrives(first).minus(now);
    wire.await(until);
  }

  private void throwIfBroken() throws LinkClosedException {
    wire.throwIfClosed();
    if (brokenBecause != null) {
      throw new LinkClosedException("the stream is gone: " + brokenBecause);
    }
  }
}
