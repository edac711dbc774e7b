package farkeep.panel;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class SystemPaceTest {
  private static final Duration LONG = Duration.ofDays(365L * 400);

  private final SystemPace pace = new SystemPace();

  @Test
  void a_wake_that_came_early_is_not_lost() throws InterruptedException {
    pace.wake();
    assertThat(pace.await(LONG)).isTrue();
  }

  @Test
  void another_thread_wakes_who_waits() throws InterruptedException {
    Thread other = Thread.ofVirtual().start(pace::wake);
    assertThat(pace.await(LONG)).isTrue();
    other.join();
  }

  @Test
  void the_end_is_for_good() throws InterruptedException {
    pace.end();
    assertThat(pace.await(LONG)).isFalse();
    assertThat(pace.await(Duration.ZERO)).isFalse();
  }

  @Test
  void time_runs_out_by_itself() throws InterruptedException {
    Duration before = pace.running();
    assertThat(pace.await(Duration.ofMillis(1))).isTrue();
    assertThat(pace.running()).isGreaterThan(before);
  }
}
