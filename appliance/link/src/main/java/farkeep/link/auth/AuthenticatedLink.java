package farkeep.link.auth;

import farkeep.link.carrier.Link;
import farkeep.link.carrier.LinkStream;
import farkeep.objects.PeerId;

/// A link whose peer has proven who it is and is wanted here; the peer has said the same of us.
///
/// @param link free for streams of both sides
/// @param peer who is there
/// @param peerRole what it is
/// @param control the stream that AUTH ran on: from now on the control stream
public record AuthenticatedLink(Link link, PeerId peer, Role peerRole, LinkStream control)
    implements AutoCloseable {
  @Override
  public void close() {
    link.close();
  }
}
