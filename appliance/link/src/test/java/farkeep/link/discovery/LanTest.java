package farkeep.link.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LanTest {
  @Test
  void cable_and_wifi_in_one_network_are_one_network() throws Exception {
    Lan cable = lan("192.168.1.10", 24);
    assertThat(Lan.choose(List.of(cable, lan("192.168.1.77", 24), lan("192.168.2.10", 24))))
        .containsExactly(cable, lan("192.168.2.10", 24));
  }

  @Test
  void a_network_of_all_addresses_and_one_of_a_single_address_are_told_apart() throws Exception {
    assertThat(Lan.choose(List.of(lan("10.0.0.1", 0), lan("10.0.0.1", 32)))).hasSize(2);
  }

  @Test
  void the_older_kind_of_address_goes_first() throws Exception {
    assertThat(Lan.choose(List.of(lan("fd00::7", 64), lan("10.0.0.7", 8))))
        .containsExactly(lan("10.0.0.7", 8), lan("fd00::7", 64));
  }

  @Test
  void no_more_networks_are_served_than_the_bound_says() throws Exception {
    List<Lan> many = new ArrayList<>();
    for (int i = 0; i <= Lan.LANS_MAX; i++) many.add(lan("10.0." + i + ".1", 24));
    assertThat(Lan.choose(many)).containsExactlyElementsOf(many.subList(0, Lan.LANS_MAX));
  }

  @Test
  void no_name_is_looked_up_for_an_address() throws Exception {
    assertThat(lan("192.0.2.1", 24).named("farkeep").getHostName()).isEqualTo("farkeep");
  }

  private static Lan lan(String address, int prefixBits) throws UnknownHostException {
    return new Lan(InetAddress.getByName(address), prefixBits);
  }
}
