package farkeep.link.carrier.nativequic;

import farkeep.link.carrier.LinkClosedException;
import farkeep.link.carrier.StreamWatchdog;
import farkeep.objects.port.Tasks;
import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Objects;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/// The reading side of a stream. The event loop puts in what arrived, as long as less than
/// [#HELD_BYTES_MAX] waits to be read; beyond that QUIC's flow control holds the peer back.
final class NativeInput extends InputStream {
  /// Buffers held for the reader. Counted by their size, not by what is in them: many small packets
  /// must not hold much memory.
  static final int HELD_BYTES_MAX = 256 << 10;

  private final NativeStream stream;
  private final Tasks.Monitor monitor;
  private final Queue<ByteBuf> held = new ArrayDeque<>();
  private int heldBytes;
  private boolean paused;
  private boolean ended;
  private boolean discarding;
  private boolean silenceAllowed;
  private @Nullable LinkClosedException failure;

  NativeInput(NativeStream stream, Tasks.Monitor monitor) {
    this.stream = stream;
    this.monitor = monitor;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
  }

  @Override
  public int read(byte[] into, int offset, int count) throws IOException {
    Objects.checkFromIndexSize(offset, count, into.length);
    if (count == 0) return 0;
    try (Tasks.Inside _ = monitor.inside()) {
      awaitBytes();
      return held.isEmpty() ? -1 : take(into, offset, count);
    }
  }

  /// Takes from as many buffers as are there: each holds one packet at most, and a call for each
  /// would cost more than its copy.
  private int take(byte[] into, int offset, int count) {
    int taken = 0;
    for (ByteBuf first = held.peek(); first != null && taken < count; first = held.peek()) {
      int some = Math.min(count - taken, first.readableBytes());
      first.readBytes(into, offset + taken, some);
      taken += some;
      if (!first.isReadable()) releaseFirst();
    }
    return taken;
  }

  @Override
  public int available() {
    try (Tasks.Inside _ = monitor.inside()) {
      return held.stream().mapToInt(ByteBuf::readableBytes).sum();
    }
  }

  /// Stops reading; what still arrives is thrown away.
  @Override
  public void close() {
    discard();
  }

  private void awaitBytes() throws IOException {
    StreamWatchdog.Wait wait = stream.watchdog().start();
    while (held.isEmpty() && !ended) {
      if (discarding) throw new LinkClosedException(stream + " was closed for reading");
      if (failure != null) throw failure.again();
      if (silenceAllowed) {
        stream.watchdog().awaitPatiently(monitor);
      } else {
        wait.await(monitor, "nothing arrived");
      }
    }
  }

  private void releaseFirst() {
    ByteBuf first = held.remove();
    heldBytes -= first.capacity();
    first.release();
    if (paused && heldBytes <= HELD_BYTES_MAX / 2) {
      paused = false;
      stream.requestRead();
    }
  }

  void allowSilence() {
    try (Tasks.Inside _ = monitor.inside()) {
      silenceAllowed = true;
      monitor.signalAll();
    }
  }

  /// Takes what arrived; event loop only. Who reads is woken by [#wantsMore], once for all that
  /// arrived together.
  void arrived(ByteBuf bytes) {
    try (Tasks.Inside _ = monitor.inside()) {
      if (discarding || failure != null) {
        bytes.release();
        return;
      }
      held.add(bytes);
      heldBytes += bytes.capacity();
    }
  }

  /// Wakes who reads. Whether more may be read from QUIC now; if not, [NativeStream#requestRead]
  /// comes later.
  boolean wantsMore() {
    try (Tasks.Inside _ = monitor.inside()) {
      monitor.signalAll();
      paused = heldBytes >= HELD_BYTES_MAX;
      return !paused;
    }
  }

  /// The peer finished its side.
  void finish() {
    try (Tasks.Inside _ = monitor.inside()) {
      // After a reset, the end of the stream would pass for the end of what was sent.
      if (failure == null) ended = true;
      monitor.signalAll();
    }
  }

  /// Throws away what is held and what comes.
  void discard() {
    try (Tasks.Inside _ = monitor.inside()) {
      discarding = true;
      drop();
      if (paused) {
        paused = false;
        stream.requestRead();
      }
      monitor.signalAll();
    }
  }

  /// The stream is gone; what the peer sent to its end can still be read.
  void fail(LinkClosedException cause) {
    try (Tasks.Inside _ = monitor.inside()) {
      if (!ended) breakOff(cause);
    }
  }

  /// Breaks off; nothing that is held will be read.
  void breakOff(LinkClosedException cause) {
    try (Tasks.Inside _ = monitor.inside()) {
      if (failure != null) return;
      failure = cause;
      ended = false;
      drop();
      monitor.signalAll();
    }
  }

  private void drop() {
    held.forEach(ByteBuf::release);
    held.clear();
    heldBytes = 0;
  }
}
