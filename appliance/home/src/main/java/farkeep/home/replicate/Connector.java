package farkeep.home.replicate;

import farkeep.link.carrier.Link;
import farkeep.link.carrier.LinkStream;
import farkeep.objects.PeerId;
import java.io.IOException;

/// How a box is reached: by dialling it, or by waiting until it dials home.
@FunctionalInterface
public interface Connector {
  /// One attempt.
  ///
  /// @throws IOException nobody answered, or somebody else; the message says where and what to do
  Connection connect() throws IOException, InterruptedException;

  /// A link to a box that has proven who it is.
  ///
  /// @param control the stream that AUTH ran on
  /// @param box who it is
  record Connection(Link link, LinkStream control, PeerId box) {}
}
