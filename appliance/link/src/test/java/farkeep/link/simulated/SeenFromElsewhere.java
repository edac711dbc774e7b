package farkeep.link.simulated;

import farkeep.link.carrier.Link;
import farkeep.link.carrier.LinkStream;
import farkeep.link.carrier.Pin;
import java.io.IOException;
import java.net.InetSocketAddress;

/// A link as it looks when somebody in the middle has put another certificate in.
///
/// @param link the real one
/// @param listenerPin what this end sees instead
public record SeenFromElsewhere(Link link, Pin listenerPin) implements Link {
  @Override
  public LinkStream open() throws IOException, InterruptedException {
    return link.open();
  }

  @Override
  public LinkStream accept() throws IOException, InterruptedException {
    return link.accept();
  }

  @Override
  public String protocol() {
    return link.protocol();
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
