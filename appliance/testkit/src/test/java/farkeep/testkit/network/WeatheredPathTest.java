package farkeep.testkit.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import farkeep.testkit.network.Weather.Faults;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WeatheredPathTest {
  private static final int DATAGRAMS = 20_000;
  private static final int BYTES = 1_000;

  private static List<WeatheredPath.Arrival> send(Weather weather, long seed) {
    WeatheredPath path = new WeatheredPath(seed);
    List<WeatheredPath.Arrival> all = new ArrayList<>();
    for (int i = 0; i < DATAGRAMS; i++) all.addAll(path.send(weather, new byte[BYTES], 0));
    return all;
  }

  private static Weather faults(int loss, int duplicate, int corruption, int late) {
    return Weather.CLEAR.with(new Faults(loss, duplicate, corruption, late));
  }

  @Test
  void clear_weather_changes_nothing() {
    assertThat(send(Weather.CLEAR, 1))
        .hasSize(DATAGRAMS)
        .allMatch(arrival -> arrival.dueNanos() == 0);
  }

  @Test
  void each_fault_comes_as_often_as_it_should() {
    assertThat(send(faults(2_000, 0, 0, 0), 1).size()).isBetween(15_500, 16_500);
    assertThat(send(faults(0, 1_000, 0, 0), 1).size()).isBetween(21_700, 22_300);
    assertThat(send(faults(0, 0, 100, 0), 1).stream().filter(it -> !isZero(it.bytes())).count())
        .isBetween(150L, 250L);
    long late = Faults.LATE.toNanos();
    assertThat(send(faults(0, 0, 0, 500), 1).stream().filter(it -> it.dueNanos() == late).count())
        .isBetween(900L, 1_100L);
    assertThat(send(faults(Weather.CERTAIN, 0, 0, 0), 1)).isEmpty();
  }

  private static boolean isZero(byte[] bytes) {
    for (byte it : bytes) if (it != 0) return false;
    return true;
  }

  @Test
  void the_same_seed_has_the_same_weather() {
    Weather bad = faults(500, 500, 500, 500).delayed(Duration.ofMillis(5), Duration.ofMillis(9));
    List<Long> first = send(bad, 7).stream().map(WeatheredPath.Arrival::dueNanos).toList();
    assertThat(send(bad, 7)).extracting(WeatheredPath.Arrival::dueNanos).isEqualTo(first);
    assertThat(send(bad, 8)).extracting(WeatheredPath.Arrival::dueNanos).isNotEqualTo(first);
  }

  @Test
  void delay_and_jitter_keep_their_bounds() {
    Weather slow = Weather.CLEAR.delayed(Duration.ofMillis(40), Duration.ofMillis(10));
    assertThat(send(slow, 1))
        .allMatch(it -> it.dueNanos() >= 40_000_000 && it.dueNanos() < 50_000_000);
  }

  @Test
  void at_its_rate_a_path_takes_what_its_queue_holds_and_loses_the_rest() {
    Weather narrow = Weather.CLEAR.limited(1_000_000, 100_000);
    List<WeatheredPath.Arrival> arrived = send(narrow, 1);
    assertThat(arrived).hasSize(100);
    assertThat(arrived.getLast().dueNanos()).isEqualTo(100_000_000);
  }

  @Test
  void what_is_no_chance_is_refused() {
    assertThatThrownBy(() -> new Faults(10_001, 0, 0, 0)).hasMessageContaining("10001");
    assertThatThrownBy(() -> new Faults(0, -1, 0, 0)).hasMessageContaining("-1");
  }
}
