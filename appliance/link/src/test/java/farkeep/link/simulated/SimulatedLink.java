package farkeep.link.simulated;

import farkeep.link.carrier.Link;
import farkeep.link.carrier.LinkClosedException;
import farkeep.link.carrier.LinkStream;
import farkeep.link.carrier.Pin;
import java.net.InetSocketAddress;

/// One end of a [Wire].
final class SimulatedLink implements Link {
  private final Wire wire;
  private final int end;
  private final InetSocketAddress localAddress;
  private final InetSocketAddress peerAddress;
  private volatile boolean authenticated;

  SimulatedLink(Wire wire, int end, InetSocketAddress localAddress, InetSocketAddress peerAddress) {
    this.wire = wire;
    this.end = end;
    this.localAddress = localAddress;
    this.peerAddress = peerAddress;
  }

  InetSocketAddress localAddress() {
    return localAddress;
  }

  @Override
  public LinkStream open() throws LinkClosedException, InterruptedException {
    return wire.open(end);
  }

  @Override
  public LinkStream accept() throws LinkClosedException, InterruptedException {
    return wire.accept(end);
  }

  @Override
  public String protocol() {
    return wire.protocol();
  }

  @Override
  public Pin listenerPin() {
    return wire.listenerPin();
  }

  @Override
  public InetSocketAddress peerAddress() {
    return peerAddress;
  }

  @Override
  public boolean dialled() {
    return end == Wire.DIALLER;
  }

  @Override
  public void authenticated() {
    authenticated = true;
  }

  boolean isAuthenticated() {
    return authenticated;
  }

  @Override
  public boolean isOpen() {
    return wire.isOpen();
  }

  @Override
  public void close() {
    wire.close(end == Wire.DIALLER ? "the dialler closed it" : "the listener closed it");
  }

  @Override
  public String toString() {
    return "link " + localAddress + " to " + peerAddress;
  }
}
