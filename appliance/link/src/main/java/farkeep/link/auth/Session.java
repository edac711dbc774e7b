package farkeep.link.auth;

import java.io.IOException;

/// What is done on a link while it lives.
@FunctionalInterface
public interface Session {
  /// Does it, and returns or throws when the link is gone or no longer needed; the link is closed
  /// then.
  ///
  /// @throws IOException the link broke, or the peer broke the rules
  /// @throws InterruptedException the task was cancelled
  void run(AuthenticatedLink link) throws IOException, InterruptedException;
}
