package farkeep.box;

import farkeep.box.events.BoxEvent;
import farkeep.box.events.BoxEvents;
import farkeep.box.host.ActionWindow;
import farkeep.box.page.BoxFacts;
import farkeep.box.page.HostDesk;
import farkeep.box.page.StatusView;
import farkeep.link.discovery.Announcement;
import farkeep.web.box.StatusServer;
import farkeep.web.box.StatusSettings;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.ZoneId;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The box's page in the network of its house. A page that can't be opened keeps no box from doing
/// its work: it is told once.
final class StatusPage implements Closeable {
  private final @Nullable StatusServer server;

  private StatusPage(@Nullable StatusServer server) {
    this.server = server;
  }

  /// Opens the page, where one is wanted.
  ///
  /// @param window while which the host may act
  /// @param hasButton whether the box has a button
  static StatusPage open(
      Optional<InetSocketAddress> listen,
      BoxForHost box,
      ActionWindow window,
      boolean hasButton,
      BoxEvents events) {
    if (listen.isEmpty()) return new StatusPage(null);
    try {
      ZoneId zone = ZoneId.systemDefault();
      BoxFacts facts = box.box().facts();
      StatusServer server =
          StatusServer.start(
              new StatusSettings(listen.get(), Set.of(Announcement.HOST + ".local"), zone),
              new StatusView(facts, zone, hasButton),
              new HostDesk(facts, window, box, events),
              facts.clocks()::wall);
      return new StatusPage(server);
    } catch (IOException e) {
      events.say(BoxEvent.warn("page was not opened").with("reason", e.getMessage()));
      return new StatusPage(null);
    }
  }

  /// Where it is, with the port it got.
  Optional<InetSocketAddress> address() {
    return Optional.ofNullable(server).map(StatusServer::address);
  }

  /// Its port.
  OptionalInt port() {
    return server == null ? OptionalInt.empty() : OptionalInt.of(server.address().getPort());
  }

  @Override
  public void close() throws IOException {
    if (server != null) server.close();
  }
}
