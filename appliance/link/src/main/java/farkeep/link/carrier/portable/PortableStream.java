package farkeep.link.carrier.portable;

import farkeep.link.carrier.AddressText;
import farkeep.link.carrier.LinkClosedException;
import farkeep.link.carrier.LinkStream;
import farkeep.link.carrier.StreamWatchdog;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import tech.kwik.core.QuicStream;

/// One stream: kwik's on one side, read and written by tasks of its own; blocking input and output
/// on the other.
final class PortableStream implements LinkStream {
  /// What is still read and thrown away after [#close], so that a peer that just finishes can do so
  /// in peace; a peer that goes on is told to stop.
  static final int DISCARDED_BYTES_MAX = 1 << 20;

  private static final long RESET_CODE = 1;
  private static final long STOP_CODE = 2;

  private final PortableLink link;
  private final QuicStream kwik;
  private final PortableInput input;
  private final PortableOutput output;
  private final StreamWatchdog watchdog;
  private final AtomicBoolean broken = new AtomicBoolean();
  private final AtomicInteger working = new AtomicInteger();

  /// The threads that may wait in kwik, where only an interrupt reaches them.
  private volatile @Nullable Thread reading;

  private volatile @Nullable Thread writing;

  PortableStream(PortableLink link, QuicStream kwik) {
    this.link = link;
    this.kwik = kwik;
    this.watchdog = new StreamWatchdog(this, link.ports(), link.progressMax());
    this.input = new PortableInput(this, link.ports().tasks().monitor());
    this.output = new PortableOutput(this, link.ports().tasks().monitor());
  }

  /// Begins to read from kwik.
  void begin() {
    start(
        "read ",
        () -> {
          reading = Thread.currentThread();
          input.readFrom(kwik.getInputStream());
          reading = null;
        });
  }

  void startWriting() {
    start(
        "write ",
        () -> {
          writing = Thread.currentThread();
          output.writeTo(kwik.getOutputStream(), () -> link.nudges().add(kwik, now()));
          writing = null;
        });
  }

  private void start(String what, Runnable work) {
    working.incrementAndGet();
    link.ports()
        .tasks()
        .start(
            what + this,
            () -> {
              try {
                work.run();
              } finally {
                if (working.decrementAndGet() == 0) link.forget(this);
              }
            });
  }

  @Override
  public long id() {
    return kwik.getStreamId();
  }

  @Override
  public InputStream input() {
    return input;
  }

  @Override
  public OutputStream output() {
    return output;
  }

  @Override
  public void allowSilence() {
    input.allowSilence();
  }

  @Override
  public void reset() {
    breakOff(new LinkClosedException(this + " was reset by this side"));
  }

  @Override
  public void close() {
    output.close();
    input.discard();
  }

  @Override
  public String toString() {
    return "stream " + id() + " to " + AddressText.shown(link.peerAddress());
  }

  Duration now() {
    return link.ports().clocks().running();
  }

  StreamWatchdog watchdog() {
    return watchdog;
  }

  private void breakOff(LinkClosedException cause) {
    if (!broken.compareAndSet(false, true)) return;
    input.breakOff(cause);
    output.fail(cause);
    kwik.resetStream(RESET_CODE);
    link.connection().stopSending(kwik, RESET_CODE);
    link.countReset();
  }

  /// Tells a peer to stop that goes on writing to a closed stream.
  void stopPeer() {
    link.connection().stopSending(kwik, STOP_CODE);
  }

  /// The peer has finished and all was read.
  void inputFinished() {
    link.connection().wake();
  }

  /// kwik's input broke: the peer reset the stream, or the link is gone.
  void inputEnded(IOException cause) {
    link.connection().wake();
    if (link.isOpen() && String.valueOf(cause.getMessage()).contains("reset")) {
      breakOff(new LinkClosedException(this + " was reset by the peer", cause));
    } else {
      fail();
    }
  }

  /// kwik's output broke: the peer reads no more, or the link is gone.
  void outputEnded(IOException cause) {
    link.connection().wake();
    if (!broken.get()) link.countReset();
    output.fail(new LinkClosedException(this + ": the peer reads no more", cause));
  }

  /// The link is gone: wakes all who wait.
  void fail() {
    LinkClosedException cause = link.gone(this);
    input.fail(cause);
    output.fail(cause);
    interrupt(reading);
    interrupt(writing);
  }

  private static void interrupt(@Nullable Thread thread) {
    if (thread != null) thread.interrupt();
  }
}
