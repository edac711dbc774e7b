package farkeep.link.carrier;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;

class AddressTextTest {
  private static InetSocketAddress at(String host) throws UnknownHostException {
    return new InetSocketAddress(InetAddress.getByName(host), 4877);
  }

  @Test
  void an_address_is_written_as_it_is_typed() throws UnknownHostException {
    assertThat(AddressText.shown(at("10.77.0.2"))).isEqualTo("10.77.0.2:4877");
    assertThat(AddressText.shown(at("2001:db8::7"))).isEqualTo("[2001:db8:0:0:0:0:0:7]:4877");
    assertThat(AddressText.numbers(at("fe80::1%1"))).isEqualTo("[fe80:0:0:0:0:0:0:1]:4877");
  }

  @Test
  void a_name_is_shown_with_what_it_leads_to() throws UnknownHostException {
    byte[] ip = at("203.0.113.9").getAddress().getAddress();
    InetSocketAddress named =
        new InetSocketAddress(InetAddress.getByAddress("box.example.org", ip), 4877);
    assertThat(AddressText.shown(named)).isEqualTo("box.example.org:4877 (203.0.113.9)");
    assertThat(AddressText.numbers(named)).isEqualTo("203.0.113.9:4877");
  }

  @Test
  void a_name_that_was_not_looked_up_is_shown_alone() {
    assertThat(AddressText.shown(InetSocketAddress.createUnresolved("box.example.org", 4877)))
        .isEqualTo("box.example.org:4877");
    assertThat(AddressText.shown(InetSocketAddress.createUnresolved("2001:db8::7", 4877)))
        .isEqualTo("[2001:db8::7]:4877");
  }
}
