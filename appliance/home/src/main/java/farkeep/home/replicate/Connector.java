package farkeep.home.replicate;

import farkeep.link.auth.AuthenticatedLink;
import java.io.IOException;

/// How a box is reached: by dialling it, or by waiting until it dials home.
@FunctionalInterface
public interface Connector {
  /// One attempt.
  ///
  /// @return a link to a box that has proven who it is; closed by whoever gets it
  /// @throws IOException nobody answered, or somebody else; the message says where and what to do
  AuthenticatedLink connect() throws IOException, InterruptedException;
}
