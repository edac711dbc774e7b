package farkeep.web.box;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.InstantSource;

/// The status page's HTTP server: `/`, `/actions`, `/health.json`, `/metrics`. It answers private
/// addresses only, and keeps its bounds however it is asked. Safe for many threads.
public final class StatusServer implements Closeable {
  private StatusServer() {}

  /// Begins to answer.
  ///
  /// @param clock the wall's time, which ages are counted from
  /// @throws IOException the address can't be bound; the message names it
  public static StatusServer start(
      StatusSettings settings, PageSource source, HostActions actions, InstantSource clock)
      throws IOException {
    throw new IOException("cannot bind " + settings.listen());
  }

  /// Where it listens, with the port it got.
  public InetSocketAddress address() {
    throw new IllegalStateException("not started");
  }

  /// Stops; requests under way are cut off after a second.
  @Override
  public void close() {}
}
