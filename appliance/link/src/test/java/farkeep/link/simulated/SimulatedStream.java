package farkeep.link.simulated;

import farkeep.link.carrier.LinkClosedException;
import farkeep.link.carrier.LinkStream;
import farkeep.objects.port.Tasks;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Objects;

/// One end of a stream: two [Pipe]s.
final class SimulatedStream implements LinkStream {
  private final Wire wire;
  private final long id;
  private final Pipe in;
  private final Pipe out;
  private final InputStream input = new Input();
  private final OutputStream output = new Output();

  SimulatedStream(Wire wire, long id, Pipe in, Pipe out) {
    this.wire = wire;
    this.id = id;
    this.in = in;
    this.out = out;
  }

  /// Which end did, as the lowest bit of its ID says.
  int openedBy() {
    return (int) (id & 1);
  }

  boolean isDone() {
    return in.isDone() && out.isDone();
  }

  void breakOff(String why) {
    in.breakOff(why);
    out.breakOff(why);
  }

  void stall(Duration until, boolean back) {
    (back ? in : out).stall(until);
  }

  @Override
  public long id() {
    return id;
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
    try (Tasks.Inside _ = wire.monitor().inside()) {
      in.allowSilence();
    }
  }

  @Override
  public void reset() {
    try (Tasks.Inside _ = wire.monitor().inside()) {
      breakOff("it was reset");
    }
  }

  @Override
  public void close() {
    try (Tasks.Inside _ = wire.monitor().inside()) {
      out.finish();
      in.breakOff("nobody reads it any more");
    }
  }

  private static InterruptedIOException interrupted() {
    return new InterruptedIOException("cancelled while waiting for the peer");
  }

  private final class Input extends InputStream {
    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int at, int most) throws IOException {
      Objects.checkFromIndexSize(at, most, into.length);
      if (most == 0) return 0;
      try {
        return in.read(SimulatedStream.this, into, at, most);
      } catch (InterruptedException e) {
        throw interrupted();
      }
    }
  }

  private final class Output extends OutputStream {
    @Override
    public void write(int value) throws IOException {
      write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int count) throws IOException {
      Objects.checkFromIndexSize(from, count, bytes.length);
      try {
        int done = 0;
        while (done < count) {
          done += out.write(SimulatedStream.this, bytes, from + done, count - done);
        }
      } catch (InterruptedException e) {
        throw interrupted();
      }
    }

    @Override
    public void close() throws LinkClosedException {
      try (Tasks.Inside _ = wire.monitor().inside()) {
        out.finish();
      }
    }
  }
}
