package farkeep.box.page;

import static org.assertj.core.api.Assertions.assertThat;

import farkeep.box.health.Findings;
import farkeep.box.health.Findings.Contact;
import farkeep.box.health.MachineProbe;
import farkeep.web.box.view.Surroundings;
import farkeep.web.box.view.Surroundings.Reached;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class NetworkTest {
  private static final Findings.Reach ALL = reach(true, true, true);

  private static Findings.Reach reach(boolean router, boolean internet, boolean udp) {
    return new Findings.Reach(Optional.of(router), Optional.of(internet), Optional.of(udp));
  }

  private static Optional<Surroundings.Network> network(
      Optional<Boolean> cable, Findings.Reach reach, Contact contact, boolean paired) {
    Findings.Machine none = MachineProbe.NONE.ask(Duration.ZERO);
    Findings.Machine machine =
        new Findings.Machine(
            none.running(),
            none.warmth(),
            none.underVoltage(),
            new Findings.Network(cable, reach),
            none.disk(),
            none.power());
    Findings.Homes homes =
        new Findings.Homes(
            paired, Optional.empty(), Optional.empty(), false, Optional.empty(), contact);
    return Network.of(
        new Findings(
            new Findings.Store(false, false, 1, OptionalLong.empty()),
            homes,
            machine,
            new Findings.Wishes(Optional.empty(), false),
            Findings.Upkeep.NONE));
  }

  private static Surroundings.Network of(Reached lan, Reached internet, Reached udp, Reached home) {
    return new Surroundings.Network(lan, internet, udp, home);
  }

  @Test
  void what_nobody_measured_is_not_shown() {
    assertThat(network(Optional.empty(), Findings.Reach.UNKNOWN, Contact.NOT_TRIED, true))
        .isEmpty();
    assertThat(network(Optional.empty(), Findings.Reach.UNKNOWN, Contact.NOT_REACHED, false))
        .as("a box of nobody has no home")
        .isEmpty();
  }

  @Test
  void a_home_that_is_here_from_elsewhere_came_over_the_internet_by_udp() {
    assertThat(network(Optional.empty(), reach(false, false, false), Contact.FROM_OUTSIDE, true))
        .contains(of(Reached.YES, Reached.YES, Reached.YES, Reached.YES));
  }

  @Test
  void a_home_in_the_same_house_says_nothing_of_the_internet() {
    assertThat(network(Optional.of(true), Findings.Reach.UNKNOWN, Contact.NEAR, true))
        .contains(of(Reached.YES, Reached.NOT_TRIED, Reached.NOT_TRIED, Reached.YES));
  }

  @Test
  void a_cable_that_is_out_is_not_made_good_by_a_router_that_answered_before() {
    assertThat(network(Optional.of(false), ALL, Contact.NOT_REACHED, true))
        .contains(of(Reached.NO, Reached.YES, Reached.YES, Reached.NO));
    assertThat(network(Optional.of(true), reach(false, false, false), Contact.NOT_TRIED, true))
        .contains(of(Reached.NO, Reached.NO, Reached.NO, Reached.NOT_TRIED));
  }
}
