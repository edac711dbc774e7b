package farkeep.web.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClientAddressTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "127.255.0.9",
        "10.0.0.1",
        "10.255.255.255",
        "172.16.0.1",
        "172.31.255.255",
        "192.168.0.1",
        "169.254.1.1",
        "::1",
        "fe80::1",
        "fc00::1",
        "fdff:ffff::1",
        "::ffff:192.168.0.1"
      })
  void addresses_of_a_house_are_private(String address) {
    assertThat(ClientAddress.isPrivate(InetAddress.ofLiteral(address))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "8.8.8.8",
        "9.255.255.255",
        "11.0.0.0",
        "172.15.255.255",
        "172.32.0.0",
        "192.167.0.1",
        "192.169.0.1",
        "100.64.0.1",
        "0.0.0.0",
        "255.255.255.255",
        "224.0.0.251",
        "::",
        "2001:db8::1",
        "fec0::1",
        "fe00::1",
        "ff02::fb",
        "::ffff:8.8.8.8"
      })
  void others_are_not(String address) {
    assertThat(ClientAddress.isPrivate(InetAddress.ofLiteral(address))).isFalse();
  }
}
