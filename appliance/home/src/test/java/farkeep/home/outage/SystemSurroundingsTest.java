package farkeep.home.outage;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import org.junit.jupiter.api.Test;

class SystemSurroundingsTest {
  private final SystemSurroundings here = new SystemSurroundings();

  @Test
  void a_machine_that_refuses_answers() throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
      assertThat(here.knock(List.of("127.0.0.1:" + port))).isEqualTo(Knock.ANSWERED);
    }
    assertThat(here.knock(List.of("127.0.0.1:" + port))).as("refused").isEqualTo(Knock.ANSWERED);
  }

  @Test
  void a_name_that_leads_nowhere_is_told_from_no_address() {
    assertThat(here.knock(List.of("box.invalid:4877"))).isEqualTo(Knock.NO_NAME);
    assertThat(here.knock(List.of())).isEqualTo(Knock.NO_ADDRESS);
  }

  @Test
  void this_machine_is_near_and_a_documentation_address_is_not() {
    assertThat(here.isNear(List.of("203.0.113.1:4877", "127.0.0.1:4877"))).isTrue();
    assertThat(here.isNear(List.of("203.0.113.1:4877"))).isFalse();
    assertThat(here.isNear(List.of())).isFalse();
  }
}
