package farkeep.box.page;

import farkeep.box.health.Findings;
import farkeep.web.box.view.Surroundings;
import farkeep.web.box.view.Surroundings.Reached;
import java.util.Optional;

/// The answer to "is it my internet?", as far as it was measured. Pure.
final class Network {
  private Network() {}

  /// Empty when nothing was measured. A home that is here from elsewhere came over the internet and
  /// by UDP: there is no better measurement.
  static Optional<Surroundings.Network> of(Findings found) {
    Findings.Reach reach = found.machine().network().reach();
    Optional<Boolean> cable = found.machine().network().cableIn();
    Findings.Contact contact = found.homes().contact();
    boolean outside = contact == Findings.Contact.FROM_OUTSIDE;
    Optional<Boolean> lan = outside || contact.isHere() ? Optional.of(true) : lan(cable, reach);
    Surroundings.Network network =
        new Surroundings.Network(
            reached(lan),
            reached(outside ? Optional.of(true) : reach.internet()),
            reached(outside ? Optional.of(true) : reach.udp()),
            home(found.homes()));
    Surroundings.Network nothing =
        new Surroundings.Network(
            Reached.NOT_TRIED, Reached.NOT_TRIED, Reached.NOT_TRIED, Reached.NOT_TRIED);
    return network.equals(nothing) ? Optional.empty() : Optional.of(network);
  }

  private static Optional<Boolean> lan(Optional<Boolean> cable, Findings.Reach reach) {
    return cable.equals(Optional.of(false)) ? cable : reach.router().or(() -> cable);
  }

  private static Reached home(Findings.Homes homes) {
    if (!homes.paired()) return Reached.NOT_TRIED;
    return switch (homes.contact()) {
      case FROM_OUTSIDE, NEAR -> Reached.YES;
      case NOT_REACHED -> Reached.NO;
      case NOT_TRIED -> Reached.NOT_TRIED;
    };
  }

  private static Reached reached(Optional<Boolean> measured) {
    return measured.map(it -> it ? Reached.YES : Reached.NO).orElse(Reached.NOT_TRIED);
  }
}
