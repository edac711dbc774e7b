package farkeep.home.node;

import farkeep.home.control.Event;
import farkeep.home.control.Verbs.Events;
import farkeep.link.carrier.AddressText;
import farkeep.link.carrier.Carrier;
import farkeep.link.carrier.Link;
import farkeep.link.carrier.NobodyAnsweredException;
import farkeep.link.carrier.ProtocolNotOfferedException;
import farkeep.link.discovery.FoundBox;
import farkeep.link.pairing.PairingFailedException;
import farkeep.link.pairing.PairingText;
import farkeep.link.protocol.Cancellation;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Comes to a link with a box that is to be paired: dials it, or waits for it to dial.
final class PairingDial {
  /// How long a command waits for a box that is to dial home.
  static final Duration ARRIVAL_MAX = Duration.ofMinutes(10);

  /// How often the one address of a code is dialled, when nobody answers: a small box that has just
  /// been plugged in takes longer for its first handshakes than a handshake may take.
  static final int CODE_DIALS_MAX = 4;

  /// How often each of the addresses of a text is dialled: the next one may be the right one.
  static final int TEXT_DIALS_MAX = 2;

  /// What is said to a box that takes no text any more.
  static final String TEXT_USED_UP =
      "the pairing window of the box is closed: this text was used, or is older than 10 minutes;"
          + " let the box show a new one";

  private static final Carrier.Expected ANYBODY = new Carrier.Expected.AnyForPairing();

  private final Carrier carrier;
  private final LanSearch lan;
  private final Arrivals arrivals;
  private final Events events;

  /// @param events hears what is tried
  PairingDial(Network network, Events events) {
    this(network.carrier(), network.lan(), network.arrivals(), events);
  }

  PairingDial(Carrier carrier, LanSearch lan, Arrivals arrivals, Events events) {
    this.carrier = carrier;
    this.lan = lan;
    this.arrivals = arrivals;
    this.events = events;
  }

  /// A link with the box at an address, the one of a name on this network, the only one there that
  /// is open for pairing, or the one that dials home. Whether it is the right one, the code says.
  ///
  /// @param wanted address or name; null when nothing of it is known
  Link byCode(@Nullable String wanted) throws IOException, InterruptedException {
    if (wanted != null && wanted.contains(":"))
      return dial(Addresses.parse(wanted), ANYBODY, CODE_DIALS_MAX);
    Optional<FoundBox> neighbour = neighbour(wanted);
    if (neighbour.isPresent()) {
      events.tell(new Event.Note("found " + neighbour.get().shown() + " on this network"));
      return dial(neighbour.get().addresses().getFirst(), ANYBODY, CODE_DIALS_MAX);
    }
    if (!arrivals.isOpen()) {
      throw new IllegalArgumentException(
          "no address, and no box on this network is open for pairing: open its window, or give its"
              + " HOST:PORT, or start `farkeep run --listen ADDRESS:PORT` and let the box dial it");
    }
    return arrival();
  }

  private Optional<FoundBox> neighbour(@Nullable String wanted)
      throws IOException, InterruptedException {
    events.tell(new Event.Note("looking for the box on this network"));
    try {
      return lan.forPairing(wanted);
    } catch (NotFoundException e) {
      throw e;
    } catch (IOException e) {
      if (wanted != null) throw e;
      events.tell(new Event.Note(e.getMessage() + ", so no box is looked for there"));
      return Optional.empty();
    }
  }

  /// A link with the box of a text: at its addresses in their order, then wherever on this network
  /// its id is announced, then by waiting for it, when this home listens. Whoever has another key
  /// than the text says is left before anything is said.
  ///
  /// @throws PairingFailedException the box is there and takes this text no more
  /// @throws IOException it can't be reached; what the first address said
  Link byText(PairingText text) throws IOException, InterruptedException {
    Carrier.Expected expected = new Carrier.Expected.OneOf(Set.of(text.pin()));
    List<IOException> failures = new ArrayList<>();
    List<InetSocketAddress> known = text.addresses().stream().map(Addresses::parse).toList();
    Optional<Link> link = first(known, expected, failures);
    if (link.isPresent()) return link.get();
    Optional<FoundBox> neighbour = lan.of(text.box());
    if (neighbour.isPresent()) {
      events.tell(new Event.Note("found " + neighbour.get().shown() + " on this network"));
      link = first(neighbour.get().addresses(), expected, failures);
      if (link.isPresent()) return link.get();
    }
    if (failures.stream().anyMatch(ProtocolNotOfferedException.class::isInstance)) {
      throw new PairingFailedException(TEXT_USED_UP);
    }
    if (arrivals.isOpen()) return arrival();
    throw failures.isEmpty()
        ? new NotFoundException(
            "the text has no address, and its box is not on this network; let the box dial `farkeep"
                + " run --listen ADDRESS:PORT`")
        : failures.getFirst();
  }

  private Optional<Link> first(
      List<InetSocketAddress> addresses, Carrier.Expected expected, List<IOException> failures)
      throws InterruptedException {
    for (InetSocketAddress address : addresses) {
      try {
        return Optional.of(dial(address, expected, TEXT_DIALS_MAX));
      } catch (InterruptedIOException e) {
        throw Cancellation.of(e);
      } catch (IOException e) {
        events.tell(new Event.Note(e.getMessage()));
        failures.add(e);
      }
    }
    return Optional.empty();
  }

  /// Dials again when nobody answered. No guess at the code is spent here, since none has been sent
  /// yet.
  private Link dial(InetSocketAddress address, Carrier.Expected expected, int dialsMax)
      throws IOException, InterruptedException {
    for (int dials = 1; ; dials++) {
      try {
        return carrier.dial(address, expected, Carrier.PAIRING);
      } catch (NobodyAnsweredException e) {
        if (dials == dialsMax) throw e;
        events.tell(
            new Event.Note(
                "nobody has answered at %s yet; once more".formatted(AddressText.shown(address))));
      }
    }
  }

  private Link arrival() throws IOException, InterruptedException {
    events.tell(new Event.Note("waiting for a box that dials this home"));
    return arrivals.awaitPairing(ARRIVAL_MAX);
  }
}
