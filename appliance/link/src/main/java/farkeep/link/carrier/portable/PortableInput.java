package farkeep.link.carrier.portable;

import farkeep.link.carrier.LinkClosedException;
import farkeep.link.carrier.StreamWatchdog;
import farkeep.objects.port.Tasks;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Objects;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/// The reading side of a stream. A task of its own reads from kwik, which interrupts its readers,
/// and holds at most [#HELD_BYTES_MAX] for whoever reads here; beyond that QUIC's flow control
/// holds the peer back.
final class PortableInput extends InputStream {
  /// Read from kwik, and not yet from here.
  static final int HELD_BYTES_MAX = 128 << 10;

  private static final int READ_BYTES_MAX = 32 << 10;

  private final PortableStream stream;
  private final Tasks.Monitor monitor;
  private final Queue<ByteBuffer> held = new ArrayDeque<>();
  private int heldBytes;
  private int discardedBytes;
  private boolean ended;
  private boolean discarding;
  private boolean stopped;
  private boolean silenceAllowed;
  private @Nullable LinkClosedException failure;

  PortableInput(PortableStream stream, Tasks.Monitor monitor) {
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

  private int take(byte[] into, int offset, int count) {
    int taken = 0;
    for (ByteBuffer first = held.peek(); first != null && taken < count; first = held.peek()) {
      int some = Math.min(count - taken, first.remaining());
      first.get(into, offset + taken, some);
      taken += some;
      if (!first.hasRemaining()) held.remove();
    }
    heldBytes -= taken;
    monitor.signalAll();
    return taken;
  }

  @Override
  public int available() {
    try (Tasks.Inside _ = monitor.inside()) {
      return heldBytes;
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

  void allowSilence() {
    try (Tasks.Inside _ = monitor.inside()) {
      silenceAllowed = true;
      monitor.signalAll();
    }
  }

  /// Reads from kwik until the stream ends. Goes on after [#discard] and [#breakOff]: what nobody
  /// reads from kwik takes room from all other streams of the link.
  void readFrom(InputStream kwik) {
    byte[] bytes = new byte[READ_BYTES_MAX];
    try {
      for (int n = kwik.read(bytes); n >= 0; n = kwik.read(bytes)) arrived(bytes, n);
      finish();
    } catch (IOException e) {
      stream.inputEnded(e);
    }
  }

  private void arrived(byte[] bytes, int count) {
    boolean stop = false;
    try (Tasks.Inside _ = monitor.inside()) {
      while (heldBytes + count > HELD_BYTES_MAX && !thrownAway()) awaitRoom();
      if (thrownAway()) {
        discardedBytes = Math.addExact(discardedBytes, count);
        stop = !stopped && discardedBytes > PortableStream.DISCARDED_BYTES_MAX;
        stopped |= stop;
      } else {
        held.add(ByteBuffer.wrap(Arrays.copyOf(bytes, count)));
        heldBytes += count;
        monitor.signalAll();
      }
    }
    if (stop) stream.stopPeer();
  }

  private boolean thrownAway() {
    return discarding || failure != null;
  }

  private void awaitRoom() {
    try {
      monitor.await();
    } catch (InterruptedException e) {
      // kwik's, for who waits in kwik; whether the stream has ended is seen there.
      Thread.yield();
    }
  }

  private void finish() {
    try (Tasks.Inside _ = monitor.inside()) {
      // After a reset, the end of the stream would pass for the end of what was sent.
      if (failure == null) ended = true;
      monitor.signalAll();
    }
    stream.inputFinished();
  }

  /// Throws away what is held and what comes.
  void discard() {
    try (Tasks.Inside _ = monitor.inside()) {
      discarding = true;
      drop();
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
    }
  }

  private void drop() {
    held.clear();
    heldBytes = 0;
    monitor.signalAll();
  }
}
