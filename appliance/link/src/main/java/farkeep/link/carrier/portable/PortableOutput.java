package farkeep.link.carrier.portable;

import farkeep.link.carrier.LinkClosedException;
import farkeep.link.carrier.StreamWatchdog;
import farkeep.objects.port.Tasks;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/// The writing side of a stream. Bytes are gathered in batches, which a task of its own hands to
/// kwik: kwik interrupts its writers. Who writes here waits while [#PENDING_BYTES_MAX] are
/// gathered.
final class PortableOutput extends OutputStream {
  /// Written, and not yet taken over by kwik.
  static final int PENDING_BYTES_MAX = 128 << 10;

  private static final int BATCH_BYTES = 16 << 10;

  private final PortableStream stream;
  private final Tasks.Monitor monitor;
  private final Queue<ByteBuffer> gathered = new ArrayDeque<>();
  private @Nullable ByteBuffer filling;
  private int pendingBytes;
  private long takenBatches;
  private boolean started;
  private boolean finishing;
  private @Nullable LinkClosedException failure;

  PortableOutput(PortableStream stream, Tasks.Monitor monitor) {
    this.stream = stream;
    this.monitor = monitor;
  }

  @Override
  public void write(int value) throws IOException {
    write(new byte[] {(byte) value}, 0, 1);
  }

  @Override
  public void write(byte[] from, int offset, int count) throws IOException {
    Objects.checkFromIndexSize(offset, count, from.length);
    int at = offset;
    int end = offset + count;
    while (at < end) {
      try (Tasks.Inside _ = monitor.inside()) {
        awaitRoom();
        at += gather(from, at, end - at);
        ready();
      }
    }
  }

  /// Finishes this side, after all that was written. Does not wait.
  @Override
  public void close() {
    try (Tasks.Inside _ = monitor.inside()) {
      if (finishing || failure != null) return;
      finishing = true;
      ready();
    }
  }

  private void ready() {
    monitor.signalAll();
    if (started) return;
    started = true;
    stream.startWriting();
  }

  private int gather(byte[] from, int offset, int count) {
    ByteBuffer batch = filling;
    if (batch == null || !batch.hasRemaining()) {
      batch = ByteBuffer.allocate(BATCH_BYTES);
      gathered.add(batch);
      filling = batch;
    }
    int taken = Math.min(count, batch.remaining());
    batch.put(from, offset, taken);
    pendingBytes += taken;
    return taken;
  }

  private void awaitRoom() throws IOException {
    StreamWatchdog.Wait wait = stream.watchdog().start();
    long seen = takenBatches;
    throwIfGone();
    while (pendingBytes >= PENDING_BYTES_MAX) {
      wait.await(monitor, "the peer took nothing");
      throwIfGone();
      if (takenBatches != seen) wait.progressed();
      seen = takenBatches;
    }
  }

  private void throwIfGone() throws LinkClosedException {
    if (failure != null) throw failure.again();
    if (finishing) throw new LinkClosedException(stream + " was closed for writing");
  }

  /// Hands to kwik what is written here, until this side is finished or the stream ends.
  ///
  /// @param handedOver runs after each time that kwik got something
  void writeTo(OutputStream kwik, Runnable handedOver) {
    try {
      for (var batch = next(); batch.isPresent(); batch = next()) {
        kwik.write(batch.get().array(), 0, batch.get().position());
        taken(batch.get().position());
        handedOver.run();
      }
      if (isGone()) return;
      kwik.close();
      handedOver.run();
    } catch (IOException e) {
      stream.outputEnded(e);
    }
  }

  private Optional<ByteBuffer> next() {
    try (Tasks.Inside _ = monitor.inside()) {
      while (gathered.isEmpty() && !finishing && failure == null) awaitBatch();
      ByteBuffer batch = gathered.poll();
      if (batch == filling) filling = null;
      return Optional.ofNullable(batch);
    }
  }

  private void awaitBatch() {
    try {
      monitor.await();
    } catch (InterruptedException e) {
      // kwik's, for who waits in kwik; whether the stream has ended is seen here all the same.
      Thread.yield();
    }
  }

  private void taken(int bytes) {
    try (Tasks.Inside _ = monitor.inside()) {
      if (failure != null) return;
      pendingBytes -= bytes;
      takenBatches++;
      monitor.signalAll();
    }
  }

  private boolean isGone() {
    try (Tasks.Inside _ = monitor.inside()) {
      return failure != null;
    }
  }

  /// Breaks off; what kwik has not taken is dropped.
  void fail(LinkClosedException cause) {
    try (Tasks.Inside _ = monitor.inside()) {
      if (failure != null) return;
      failure = cause;
      gathered.clear();
      filling = null;
      pendingBytes = 0;
      monitor.signalAll();
    }
  }
}
