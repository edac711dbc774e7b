package farkeep.link.carrier;

import static org.assertj.core.api.Assertions.assertThat;

import farkeep.objects.port.Clocks;
import farkeep.objects.system.SystemTasks;
import farkeep.testkit.tasks.SimulatedTasks;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class DoorkeeperTest {
  private Duration now = Duration.ofDays(1);
  private final Doorkeeper doorkeeper =
      new Doorkeeper(LinkSettings.ordinary().counts(), new SystemTasks(), new SetClocks());

  @Test
  void one_network_gets_no_more_than_its_rate() throws Exception {
    for (int i = 0; i < LinkSettings.ARRIVALS_PER_SECOND_MAX; i++) {
      assertThat(doorkeeper.arrives(address("192.0.2." + i))).isTrue();
    }
    assertThat(doorkeeper.arrives(address("192.0.2.77"))).isFalse();
    assertThat(doorkeeper.arrives(address("192.0.3.77"))).isTrue();
    now = now.plusMillis(999);
    assertThat(doorkeeper.arrives(address("192.0.2.77"))).isFalse();
    now = now.plusMillis(1);
    assertThat(doorkeeper.arrives(address("192.0.2.77"))).isTrue();
  }

  @Test
  void a_household_of_ipv6_counts_as_one_network() throws Exception {
    for (int i = 0; i < LinkSettings.ARRIVALS_PER_SECOND_MAX; i++) {
      assertThat(doorkeeper.arrives(address("2001:db8:0:" + i + "::1"))).isTrue();
    }
    assertThat(doorkeeper.arrives(address("2001:db8:0:ff::1"))).isFalse();
    assertThat(doorkeeper.arrives(address("2001:db8:0:100::1"))).isTrue();
  }

  @Test
  void only_so_many_networks_are_remembered_and_old_ones_make_room() throws Exception {
    for (int i = 0; i < Doorkeeper.NETWORKS_MAX; i++) {
      assertThat(doorkeeper.arrives(address("10." + i / 256 + "." + i % 256 + ".1"))).isTrue();
    }
    assertThat(doorkeeper.arrives(address("192.0.2.1"))).isFalse();
    now = now.plusSeconds(1);
    assertThat(doorkeeper.arrives(address("192.0.2.1"))).isTrue();
  }

  @Test
  void strangers_never_take_more_than_their_places() throws Exception {
    List<Doorkeeper.Place> places = enter(LinkSettings.UNAUTHENTICATED_MAX);
    assertThat(doorkeeper.enter(address("192.0.2.99"))).isEmpty();
    places.getFirst().authenticated();
    places.getFirst().authenticated();
    assertThat(doorkeeper.enter(address("192.0.2.99"))).isPresent();
    assertThat(doorkeeper.enter(address("192.0.2.99"))).isEmpty();
  }

  @Test
  void the_oldest_stranger_of_the_most_crowded_network_makes_room() {
    SimulatedTasks tasks = new SimulatedTasks(1);
    tasks.run(() -> {
      Doorkeeper door = new Doorkeeper(LinkSettings.ordinary().counts(), tasks, tasks);
      List<String> shownOut = new ArrayList<>();
      List<String> from = List.of("10.0.0.1", "10.1.0.1", "10.1.0.2", "10.1.0.3", "10.2.0.1");
      for (String each : from) {
        door.enter(address(each)).orElseThrow().canBeShownOut(() -> shownOut.add(each));
      }
      Doorkeeper.Place honest = door.enter(address("10.1.0.9")).orElseThrow();
      honest.canBeShownOut(() -> shownOut.add("an honest one"));
      honest.authenticated();
      for (int i = 0; i < 6; i++) door.enter(address("10.3.0." + i)).orElseThrow();
      tasks.sleep(Duration.ofSeconds(1));
      assertThat(shownOut).containsExactlyInAnyOrder("10.1.0.1", "10.1.0.2", "10.0.0.1");
    });
  }

  @Test
  void there_are_no_more_links_than_the_limit_and_one_that_leaves_makes_room_once()
      throws Exception {
    InetAddress here = address("192.0.2.1");
    List<Doorkeeper.Place> places = new ArrayList<>();
    for (int i = 0; i < LinkSettings.LINKS_MAX; i++) {
      Doorkeeper.Place place = doorkeeper.enter(here).orElseThrow();
      place.canBeShownOut(() -> {});
      place.authenticated();
      places.add(place);
    }
    assertThat(doorkeeper.enter(here)).isEmpty();
    places.getFirst().leave();
    places.getFirst().leave();
    assertThat(doorkeeper.enter(here)).isPresent();
    assertThat(doorkeeper.enter(here)).isEmpty();
  }

  private List<Doorkeeper.Place> enter(int count) throws UnknownHostException {
    List<Doorkeeper.Place> places = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      places.add(doorkeeper.enter(address("192.0.2.1")).orElseThrow());
    }
    return places;
  }

  private static InetAddress address(String text) throws UnknownHostException {
    return InetAddress.getByName(text);
  }

  private final class SetClocks implements Clocks {
    @Override
    public Instant wall() {
      return Instant.EPOCH;
    }

    @Override
    public Duration running() {
      return now;
    }
  }
}
