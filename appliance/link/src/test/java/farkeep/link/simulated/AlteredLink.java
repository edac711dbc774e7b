package farkeep.link.simulated;

import farkeep.link.carrier.Link;
import farkeep.link.carrier.LinkStream;
import farkeep.link.carrier.Pin;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/// A link on which somebody alters what this end writes, one write after the other: a frame is one
/// write.
///
/// @param link the real one
/// @param alteration what is sent instead
public record AlteredLink(Link link, Alteration alteration) implements Link {
  /// What becomes of a write.
  @FunctionalInterface
  public interface Alteration {
    /// @param write counts from 0 over all streams of the link
    /// @param bytes what would have been sent
    /// @return what is sent; nothing: it is left out
    Optional<byte[]> of(int write, byte[] bytes) throws IOException;
  }

  private LinkStream altered(LinkStream stream) {
    AtomicInteger writes = new AtomicInteger();
    OutputStream output =
        new OutputStream() {
          @Override
          public void write(int value) throws IOException {
            write(new byte[] {(byte) value}, 0, 1);
          }

          @Override
          public void write(byte[] from, int offset, int count) throws IOException {
            byte[] bytes = Arrays.copyOfRange(from, offset, offset + count);
            Optional<byte[]> sent = alteration.of(writes.getAndIncrement(), bytes);
            if (sent.isPresent()) stream.output().write(sent.get());
          }

          @Override
          public void flush() throws IOException {
            stream.output().flush();
          }

          @Override
          public void close() throws IOException {
            stream.output().close();
          }
        };
    return new AlteredStream(stream, output);
  }

  private record AlteredStream(LinkStream stream, OutputStream output) implements LinkStream {
    @Override
    public long id() {
      return stream.id();
    }

    @Override
    public InputStream input() {
      return stream.input();
    }

    @Override
    public void allowSilence() {
      stream.allowSilence();
    }

    @Override
    public void reset() {
      stream.reset();
    }

    @Override
    public void close() {
      stream.close();
    }
  }

  @Override
  public LinkStream open() throws IOException, InterruptedException {
    return altered(link.open());
  }

  @Override
  public LinkStream accept() throws IOException, InterruptedException {
    return altered(link.accept());
  }

  @Override
  public String protocol() {
    return link.protocol();
  }

  @Override
  public Pin listenerPin() {
    return link.listenerPin();
  }

  @Override
  public InetSocketAddress peerAddress() {
    return link.peerAddress();
  }

  @Override
  public boolean dialled() {
    return link.dialled();
  }

  @Override
  public void authenticated() {
    link.authenticated();
  }

  @Override
  public boolean isOpen() {
    return link.isOpen();
  }

  @Override
  public void close() {
    link.close();
  }
}
