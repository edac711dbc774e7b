package farkeep.simulation;

import farkeep.link.carrier.Carrier;
import farkeep.link.carrier.Link;
import farkeep.link.carrier.LinkStream;
import farkeep.link.carrier.Pin;
import farkeep.link.carrier.TlsIdentity;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.util.Arrays;

/// The network of a box whose every word may be replaced by a lie on its way out, behind AUTH: a
/// box that has turned against its owner.
record LyingCarrier(Carrier carrier, Lies lies) implements Carrier {
  @Override
  public Link dial(InetSocketAddress to, Expected expected, String protocol)
      throws IOException, InterruptedException {
    return new LyingLink(carrier.dial(to, expected, protocol), lies);
  }

  @Override
  public Listener listen(InetSocketAddress at, TlsIdentity identity, Admission admission)
      throws IOException {
    return new LyingListener(carrier.listen(at, identity, admission), lies);
  }

  @Override
  public void close() {
    // who made the carrier closes it
  }

  private record LyingListener(Listener listener, Lies lies) implements Listener {
    @Override
    public Link accept() throws IOException, InterruptedException {
      Link link = listener.accept();
      return link.protocol().equals(FARKEEP) ? new LyingLink(link, lies) : link;
    }

    @Override
    public InetSocketAddress address() {
      return listener.address();
    }

    @Override
    public void close() throws IOException {
      listener.close();
    }
  }

  private static final class LyingLink implements Link {
    private final Link link;
    private final Lies lies;
    private boolean first = true;

    LyingLink(Link link, Lies lies) {
      this.link = link;
      this.lies = lies;
    }

    private LinkStream lying(LinkStream stream) {
      OutputStream out = new LyingOutput(stream.output(), first ? lies.words() : lies.answers());
      first = false;
      return new LyingStream(stream, out);
    }

    @Override
    public LinkStream open() throws IOException, InterruptedException {
      return lying(link.open());
    }

    @Override
    public LinkStream accept() throws IOException, InterruptedException {
      return lying(link.accept());
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

  private record LyingStream(LinkStream stream, OutputStream output) implements LinkStream {
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

  private static final class LyingOutput extends OutputStream {
    private final OutputStream out;
    private final Lies.Said said;

    LyingOutput(OutputStream out, Lies.Said said) {
      this.out = out;
      this.said = said;
    }

    @Override
    public void write(int value) throws IOException {
      out.write(value);
    }

    @Override
    public void write(byte[] bytes, int from, int count) throws IOException {
      byte[] instead = said.instead(Arrays.copyOfRange(bytes, from, from + count));
      if (instead.length > 0) out.write(instead);
    }

    @Override
    public void flush() throws IOException {
      out.flush();
    }

    @Override
    public void close() throws IOException {
      out.close();
    }
  }
}
