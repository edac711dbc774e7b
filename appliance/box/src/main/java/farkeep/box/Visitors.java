package farkeep.box;

import farkeep.box.events.BoxEvent;
import farkeep.box.events.BoxEvents;
import farkeep.box.pairing.PairingDesk;
import farkeep.box.replication.ReplicationServer;
import farkeep.link.auth.AuthenticatedLink;
import farkeep.link.auth.Reception;
import farkeep.link.carrier.Link;
import java.io.IOException;
import java.net.InetSocketAddress;

/// Leads whoever comes to where they belong: homes that have proven themselves to replication,
/// strangers to pairing.
record Visitors(ReplicationServer server, PairingDesk desk, BoxEvents events)
    implements Reception.Guests {
  @Override
  public void serve(AuthenticatedLink link) throws InterruptedException {
    server.serve(link.link(), link.control(), link.peer());
  }

  @Override
  public void pair(Link link) throws InterruptedException {
    desk.pair(link);
  }

  @Override
  public void gone(InetSocketAddress from, IOException why) {
    events.say(BoxEvent.warn("peer was turned away").with("reason", why.getMessage()));
  }

  @Override
  public void failed(InetSocketAddress from, RuntimeException fault) {
    events.say(BoxEvent.error("serving a peer failed").with("cause", fault));
  }
}
