package farkeep.web.box;

import farkeep.web.http.HostNames;
import farkeep.web.http.PageServer;
import farkeep.web.http.Refusal;
import farkeep.web.page.Languages;
import farkeep.web.page.Messages;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.Optional;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;

/// The status page's HTTP server: `/`, `/actions`, `/health.json`, `/metrics`. It answers private
/// addresses only, and keeps its bounds ([farkeep.web.http.Bounds]) however it is asked. Safe for
/// many threads.
public final class StatusServer implements Closeable {
  private static final String BUNDLE = "farkeep.web.box.messages";

  private final PageServer server;

  private StatusServer(PageServer server) {
    this.server = server;
  }

  /// Begins to answer.
  ///
  /// @param clock the wall's time, which ages and requests are counted by
  /// @throws IOException the address can't be bound; the message names it
  public static StatusServer start(
      StatusSettings settings, PageSource source, HostActions actions, InstantSource clock)
      throws IOException {
    Messages messages = new Messages(BUNDLE);
    StatusHandler pages = new StatusHandler(messages, source, actions, clock, settings.zone());
    PageServer.Site site =
        new PageServer.Site(
            new HostNames(settings.hostNames()),
            clock,
            (request, refusal) -> line(messages, request, refusal),
            pages);
    return new StatusServer(PageServer.start(settings.listen(), site));
  }

  private static String line(Messages messages, Request request, Refusal refusal) {
    String accepted =
        Optional.ofNullable(request.getHeaders().get(HttpHeader.ACCEPT_LANGUAGE)).orElse("");
    String key =
        switch (refusal) {
          case WRONG_HOST -> "refusal.wrong_host";
          case FOREIGN -> "refusal.foreign";
          case TOO_MANY -> "refusal.too_many";
        };
    return messages.text(Languages.best(accepted), key);
  }

  /// Where it listens, with the port it got.
  public InetSocketAddress address() {
    return server.address();
  }

  /// Stops; requests under way are cut off after a second.
  @Override
  public void close() throws IOException {
    server.close();
  }
}
