package farkeep.link.pace;

import farkeep.objects.port.Clocks;
import farkeep.objects.port.Tasks;
import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.OptionalLong;

/// Lets at most so many bytes a second pass, over all streams that go through it: bytes pass in
/// pieces, each when those before it have had their time. Whoever is late catches up on [#CREDIT]
/// at most; whoever did nothing saves nothing up beyond that. Without a bound it is in nobody's
/// way. Safe for many threads.
public final class Pace {
  /// Bytes that pass together at the lowest bounds; at higher ones as many as [#PIECE_TIME] takes.
  public static final int PIECE_BYTES_MIN = 8 << 10;

  /// Bytes that pass together at most.
  public static final int PIECE_BYTES_MAX = 1 << 20;

  /// How much time that was not used may be used later.
  public static final Duration CREDIT = Duration.ofMillis(100);

  private static final Duration PIECE_TIME = Duration.ofMillis(50);
  private static final long NANOS = Duration.ofSeconds(1).toNanos();

  private final Tasks tasks;
  private final Clocks clocks;
  private final Tasks.Monitor monitor;
  private volatile long bytesPerSecond;
  private long freeAtNanos = Long.MIN_VALUE;

  /// Without a bound.
  public Pace(Tasks tasks, Clocks clocks) {
    this.tasks = tasks;
    this.clocks = clocks;
    this.monitor = tasks.monitor();
  }

  /// Sets the bound from now on; pieces that wait for their time keep it.
  ///
  /// @param bytesPerSecondMax at least 1; empty: none
  public void bound(OptionalLong bytesPerSecondMax) {
    long now = bytesPerSecondMax.orElse(0);
    if (bytesPerSecondMax.isPresent() && now < 1) {
      throw new IllegalArgumentException("%d B/s: give at least 1".formatted(now));
    }
    try (Tasks.Inside _ = monitor.inside()) {
      bytesPerSecond = now;
      freeAtNanos = Math.min(freeAtNanos, clocks.running().toNanos());
    }
  }

  /// How many of these bytes should pass together.
  int piece(int bytes) {
    long rate = bytesPerSecond;
    if (rate == 0) return bytes;
    long fitting = rate / (NANOS / PIECE_TIME.toNanos());
    return Math.min(bytes, Math.clamp(fitting, PIECE_BYTES_MIN, PIECE_BYTES_MAX));
  }

  /// Waits until all that passed before has had its time, and lets so many bytes pass.
  ///
  /// @throws InterruptedException the task was cancelled
  public void pass(int bytes) throws InterruptedException {
    Duration wait = reserve(bytes);
    if (wait.isPositive()) tasks.sleep(wait);
  }

  private Duration reserve(int bytes) {
    if (bytesPerSecond == 0) return Duration.ZERO;
    try (Tasks.Inside _ = monitor.inside()) {
      if (bytesPerSecond == 0) return Duration.ZERO;
      long now = clocks.running().toNanos();
      long begin = Math.max(freeAtNanos, now - CREDIT.toNanos());
      freeAtNanos = begin + Math.round((double) bytes * NANOS / bytesPerSecond);
      return Duration.ofNanos(begin - now);
    }
  }

  private void passIo(int bytes) throws InterruptedIOException {
    try {
      pass(bytes);
    } catch (InterruptedException e) {
      tasks.cancelSelf();
      throw (InterruptedIOException)
          new InterruptedIOException("cancelled while bytes waited for their turn").initCause(e);
    }
  }

  /// What is read from a stream passes here.
  public InputStream over(InputStream in) {
    return new FilterInputStream(in) {
      @Override
      public int read() throws IOException {
        int read = in.read();
        if (read >= 0) passIo(1);
        return read;
      }

      @Override
      public int read(byte[] into, int offset, int length) throws IOException {
        int read = in.read(into, offset, piece(length));
        if (read > 0) passIo(read);
        return read;
      }
    };
  }

  /// What is written to a stream passes here.
  public OutputStream over(OutputStream out) {
    return new FilterOutputStream(out) {
      @Override
      public void write(int one) throws IOException {
        passIo(1);
        out.write(one);
      }

      @Override
      public void write(byte[] from, int offset, int length) throws IOException {
        int written = 0;
        while (written < length) {
          int piece = piece(length - written);
          passIo(piece);
          out.write(from, offset + written, piece);
          written += piece;
        }
      }
    };
  }
}
