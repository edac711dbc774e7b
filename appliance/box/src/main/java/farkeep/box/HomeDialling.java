package farkeep.box;

import farkeep.box.events.BoxEvent;
import farkeep.box.events.BoxEvents;
import farkeep.box.replication.ReplicationServer;
import farkeep.link.auth.AuthenticatedLink;
import farkeep.link.auth.Authenticator;
import farkeep.link.auth.Backoff;
import farkeep.link.carrier.Carrier;
import farkeep.link.carrier.Link;
import farkeep.objects.port.Clocks;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.function.Supplier;

/// Dials one home again and again, for a box behind a router that lets nobody in. Which home
/// answers is not settled before: AUTH proves its device and binds the listener's key, so no pin is
/// needed here.
final class HomeDialling {
  /// A session that lasted this long was a success: the next wait is the shortest.
  static final Duration SUCCESS_MIN = Duration.ofSeconds(10);

  private final BoxPorts ports;
  private final Authenticator authenticator;
  private final ReplicationServer server;
  private final BoxEvents events;

  HomeDialling(
      BoxPorts ports, Authenticator authenticator, ReplicationServer server, BoxEvents events) {
    this.ports = ports;
    this.authenticator = authenticator;
    this.server = server;
    this.events = events;
  }

  /// Dials until cancelled. Says only that something has changed: that it failed after it had
  /// worked, or for another reason than before.
  ///
  /// @param address resolved anew for each try
  void run(Supplier<InetSocketAddress> address) throws InterruptedException {
    Backoff backoff = new Backoff(ports.randomness());
    Clocks clocks = ports.clocks();
    String told = "";
    while (true) {
      Duration began = clocks.running();
      String why = visit(address.get());
      boolean lasted = clocks.running().minus(began).compareTo(SUCCESS_MIN) >= 0;
      if (lasted) backoff.reset();
      if (!why.equals(told)) events.say(BoxEvent.info("home was not reached").with("reason", why));
      told = lasted ? "" : why;
      ports.tasks().sleep(backoff.next());
    }
  }

  /// @return why it is over
  private String visit(InetSocketAddress address) throws InterruptedException {
    try {
      Link link =
          ports.carrier().dial(address, new Carrier.Expected.AnyForPairing(), Carrier.FARKEEP);
      try (AuthenticatedLink home = authenticator.run(link)) {
        server.serve(home.link(), home.control(), home.peer());
        return "the session has ended";
      }
    } catch (InterruptedIOException e) {
      throw (InterruptedException) new InterruptedException(e.getMessage()).initCause(e);
    } catch (IOException e) {
      return String.valueOf(e.getMessage());
    }
  }
}
