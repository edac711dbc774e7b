package farkeep.web.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RequestRateTest {
  private static final InetAddress ONE = InetAddress.ofLiteral("fe80::1");

  private Instant now = Instant.EPOCH;
  private final RequestRate rate = new RequestRate(() -> now);

  private static InetAddress other(int number) {
    return InetAddress.ofLiteral("fe80::2:%x".formatted(number));
  }

  @Test
  void no_more_clients_are_counted_than_there_is_room_for() {
    for (int client = 0; client < 3 * Bounds.CLIENTS_COUNTED_MAX; client++) {
      assertThat(rate.allows(other(client))).isTrue();
    }
    assertThat(rate.counted()).isEqualTo(Bounds.CLIENTS_COUNTED_MAX);
  }

  @Test
  void who_asks_on_and_on_is_not_forgotten() {
    for (int request = 0; request < Bounds.REQUESTS_PER_SECOND_MAX; request++) rate.allows(ONE);
    for (int client = 0; client < 3 * Bounds.CLIENTS_COUNTED_MAX; client++) {
      rate.allows(other(client));
      assertThat(rate.allows(ONE)).isFalse();
    }
  }

  @Test
  void a_rest_gives_no_more_than_a_second_allows() {
    now = now.plusSeconds(3600);
    int allowed = 0;
    while (rate.allows(ONE)) allowed++;
    assertThat(allowed).isEqualTo(Bounds.REQUESTS_PER_SECOND_MAX);
  }
}
