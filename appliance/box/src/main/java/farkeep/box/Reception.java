package farkeep.box;

import farkeep.box.events.BoxEvent;
import farkeep.box.events.BoxEvents;
import farkeep.box.pairing.PairingDesk;
import farkeep.box.replication.ReplicationServer;
import farkeep.link.auth.AuthenticatedLink;
import farkeep.link.auth.Authenticator;
import farkeep.link.carrier.Carrier;
import farkeep.link.carrier.Link;
import farkeep.objects.port.Tasks;
import java.io.IOException;

/// Leads each new link to where it belongs, whoever dialled it: to pairing, or through AUTH to
/// replication.
final class Reception {
  private final Authenticator authenticator;
  private final PairingDesk desk;
  private final ReplicationServer server;
  private final BoxEvents events;

  Reception(
      Authenticator authenticator, PairingDesk desk, ReplicationServer server, BoxEvents events) {
    this.authenticator = authenticator;
    this.desk = desk;
    this.server = server;
    this.events = events;
  }

  /// Takes links from a listener until it is closed, each served by a task of its own.
  void run(Tasks tasks, Carrier.Listener listener) throws InterruptedException {
    try {
      while (true) {
        Link link = listener.accept();
        tasks.start("link", () -> serve(link));
      }
    } catch (IOException e) {
      // the listener was closed: the box stops
    }
  }

  /// Serves a link until its end, and closes it.
  void serve(Link link) throws InterruptedException {
    if (link.protocol().equals(Carrier.PAIRING)) {
      desk.pair(link);
      return;
    }
    try {
      AuthenticatedLink known = authenticator.run(link);
      serve(known);
    } catch (IOException e) {
      events.say(BoxEvent.warn("peer was turned away").with("reason", e.getMessage()));
    }
  }

  /// Serves a home that has proven who it is.
  void serve(AuthenticatedLink known) throws InterruptedException {
    server.serve(known.link(), known.control(), known.peer());
  }
}
