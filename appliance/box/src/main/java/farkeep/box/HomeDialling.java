package farkeep.box;

import farkeep.box.events.BoxEvent;
import farkeep.box.events.BoxEvents;
import farkeep.box.pairing.PairingDesk;
import farkeep.box.replication.ReplicationServer;
import farkeep.link.auth.AuthenticatedLink;
import farkeep.link.auth.Authenticator;
import farkeep.link.auth.Backoff;
import farkeep.link.carrier.AddressText;
import farkeep.link.carrier.Carrier;
import farkeep.link.carrier.Link;
import farkeep.link.carrier.ProtocolNotOfferedException;
import farkeep.link.protocol.Cancellation;
import farkeep.objects.port.Clocks;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/// Dials one home again and again, for a box behind a router that lets nobody in. Which home
/// answers is not settled before: AUTH proves its device and binds the listener's key, so no pin is
/// needed here. While the pairing window is open the box first offers to be paired: the key that
/// the code gives binds the listener's key too, so whoever stands in the middle gets nothing but
/// one guess.
final class HomeDialling {
  /// How often a waiting box looks whether its pairing window was opened.
  static final Duration LOOK = Duration.ofSeconds(2);

  private final BoxPorts ports;
  private final Authenticator authenticator;
  private final ReplicationServer server;
  private final PairingDesk desk;
  private final BoxEvents events;
  private final Map<Supplier<InetSocketAddress>, Boolean> answered = new ConcurrentHashMap<>();

  /// How a visit ended.
  ///
  /// @param reached whether a home that the box knows was there
  /// @param why it is over
  private record Visit(boolean reached, String why) {}

  HomeDialling(
      BoxPorts ports,
      Authenticator authenticator,
      ReplicationServer server,
      PairingDesk desk,
      BoxEvents events) {
    this.ports = ports;
    this.authenticator = authenticator;
    this.server = server;
    this.desk = desk;
    this.events = events;
  }

  /// Dials until cancelled. Says only that something has changed: that it failed after it had
  /// worked, or for another reason than before.
  ///
  /// @param address resolved anew for each try
  void run(Supplier<InetSocketAddress> address) throws InterruptedException {
    Clocks clocks = ports.clocks();
    Backoff backoff = new Backoff(clocks, ports.randomness());
    String told = "";
    while (true) {
      Duration began = clocks.running();
      Visit visit = visit(address.get());
      answered.put(address, visit.reached);
      String why = visit.why;
      boolean lasted = backoff.sessionEnded(began);
      if (!why.equals(told)) events.say(BoxEvent.info("home was not reached").with("reason", why));
      told = lasted ? "" : why;
      pause(backoff.next());
    }
  }

  /// Waits, but not long once the pairing window is open: a person stands there.
  private void pause(Duration wait) throws InterruptedException {
    Duration left = wait;
    while (left.isPositive()) {
      ports.tasks().sleep(left.compareTo(LOOK) < 0 ? left : LOOK);
      if (desk.current().isPresent()) return;
      left = left.minus(LOOK);
    }
  }

  /// Whether any of the homes that were dialled answered the last time; empty when none was.
  Optional<Boolean> reached() {
    return answered.values().stream().reduce(Boolean::logicalOr);
  }

  private Visit visit(InetSocketAddress address) throws InterruptedException {
    try {
      Link link =
          ports.carrier().dial(address, new Carrier.Expected.AnyForPairing(), Carrier.FARKEEP);
      try (AuthenticatedLink home = authenticator.run(link)) {
        server.serve(home.link(), home.control(), home.peer());
        return new Visit(true, "the session has ended");
      }
    } catch (InterruptedIOException e) {
      throw Cancellation.of(e);
    } catch (IOException e) {
      return new Visit(false, String.valueOf(e.getMessage()));
    }
  }

  /// Offers pairing at an address whenever the window is open, until cancelled; a session with
  /// whoever is there may be under way beside it. Nothing is said of a home that is not there yet.
  void offerPairing(Supplier<InetSocketAddress> address) throws InterruptedException {
    while (true) {
      desk.awaitOpen();
      pair(address.get());
      ports.tasks().sleep(LOOK);
    }
  }

  /// Calls a home that waits to be paired, once.
  void pairOnce(InetSocketAddress address) throws InterruptedException {
    pair(address)
        .ifPresent(why -> events.say(BoxEvent.warn("home was not reached").with("reason", why)));
  }

  /// Pairs, if somebody at home waits for it.
  ///
  /// @return why nobody was reached
  private Optional<String> pair(InetSocketAddress address) throws InterruptedException {
    try (Link link =
        ports.carrier().dial(address, new Carrier.Expected.AnyForPairing(), Carrier.PAIRING)) {
      desk.pair(link);
      return Optional.empty();
    } catch (ProtocolNotOfferedException e) {
      return Optional.of(
          AddressText.shown(address)
              + " is there and waits for no box; start `farkeep pair` at home");
    } catch (InterruptedIOException e) {
      throw Cancellation.of(e);
    } catch (IOException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }
}
