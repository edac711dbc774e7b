package farkeep.link.carrier.nativequic;

import farkeep.link.carrier.LinkClosedException;
import farkeep.link.carrier.StreamWatchdog;
import farkeep.objects.port.Tasks;
import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.Objects;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/// The writing side of a stream. Bytes are gathered in batches, which the event loop takes as soon
/// as it can: while it is busy, small writes become large ones, and none needs a flush. The writer
/// waits while [#PENDING_BYTES_MAX] are gathered or wait for QUIC's flow control.
final class NativeOutput extends OutputStream {
  /// Written, and not yet taken over by QUIC.
  static final int PENDING_BYTES_MAX = 256 << 10;

  private static final int BATCH_BYTES = 64 << 10;
  private static final int BATCH_BYTES_FIRST = 1 << 10;

  private final NativeStream stream;
  private final Tasks.Monitor monitor;
  private final Queue<ByteBuf> gathered = new ArrayDeque<>();
  private @Nullable ByteBuf filling;

  /// What QUIC was given first of what it has not wholly taken. Only its position is looked at.
  private @Nullable ByteBuf sending;

  private int pendingBytes;
  private long sentBatches;
  private boolean scheduled;
  private boolean finishing;
  private boolean finished;
  private @Nullable LinkClosedException failure;

  NativeOutput(NativeStream stream, Tasks.Monitor monitor) {
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
      boolean wake;
      try (Tasks.Inside _ = monitor.inside()) {
        awaitRoom();
        at += gather(from, at, end - at);
        wake = !scheduled;
        scheduled = true;
      }
      if (wake) stream.execute(this::send);
    }
  }

  /// Finishes this side, after all that was written. Does not wait.
  @Override
  public void close() {
    boolean wake;
    try (Tasks.Inside _ = monitor.inside()) {
      if (finishing || failure != null) return;
      finishing = true;
      monitor.signalAll();
      wake = !scheduled;
      scheduled = true;
    }
    if (wake) stream.execute(this::send);
  }

  private int gather(byte[] from, int offset, int count) {
    ByteBuf batch = filling;
    if (batch == null || batch.writerIndex() == BATCH_BYTES) {
      int first = Math.clamp(count, BATCH_BYTES_FIRST, BATCH_BYTES);
      batch = UdpTransport.buffers().directBuffer(first, BATCH_BYTES);
      gathered.add(batch);
      filling = batch;
    }
    int taken = Math.min(count, BATCH_BYTES - batch.writerIndex());
    batch.writeBytes(from, offset, taken);
    pendingBytes += taken;
    return taken;
  }

  private void awaitRoom() throws IOException {
    StreamWatchdog.Wait wait = stream.watchdog().start();
    long seen = progress();
    throwIfGone();
    while (pendingBytes >= PENDING_BYTES_MAX) {
      wait.await(monitor, "the peer took nothing");
      throwIfGone();
      long progress = progress();
      if (progress != seen) wait.progressed();
      seen = progress;
    }
  }

  /// A number that changes when QUIC took bytes. The position belongs to the event loop; an old
  /// value read here is as good.
  private long progress() {
    ByteBuf first = sending;
    return sentBatches * (BATCH_BYTES + 1L) + (first == null ? 0 : first.readerIndex());
  }

  private void throwIfGone() throws LinkClosedException {
    if (failure != null) throw failure.again();
    if (finishing) throw new LinkClosedException(stream + " was closed for writing");
  }

  /// Hands what was gathered to QUIC; event loop only.
  private void send() {
    while (true) {
      ByteBuf batch;
      try (Tasks.Inside _ = monitor.inside()) {
        batch = gathered.poll();
        if (batch == null) {
          scheduled = false;
          break;
        }
        if (batch == filling) filling = null;
        if (sending == null) sending = batch;
      }
      int bytes = batch.readableBytes();
      stream.write(batch, cause -> sent(bytes, cause));
    }
    finishIfDue();
  }

  private void sent(int bytes, @Nullable Throwable cause) {
    if (cause != null) {
      fail(new LinkClosedException(stream + ": the peer reads no more", cause));
      return;
    }
    try (Tasks.Inside _ = monitor.inside()) {
      pendingBytes -= bytes;
      sentBatches++;
      sending = null;
      monitor.signalAll();
    }
    finishIfDue();
  }

  private void finishIfDue() {
    try (Tasks.Inside _ = monitor.inside()) {
      // QUIC's end mark overtakes what netty still queues: only after everything was taken.
      if (!finishing || finished || failure != null || pendingBytes > 0) return;
      finished = true;
    }
    stream.sendEnd();
  }

  /// Breaks off; what was not taken by QUIC is dropped.
  void fail(LinkClosedException cause) {
    try (Tasks.Inside _ = monitor.inside()) {
      if (failure != null || finished) return;
      failure = cause;
      gathered.forEach(ByteBuf::release);
      gathered.clear();
      filling = null;
      pendingBytes = 0;
      monitor.signalAll();
    }
  }
}
