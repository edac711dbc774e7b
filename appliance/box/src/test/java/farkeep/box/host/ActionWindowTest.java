package farkeep.box.host;

import static org.assertj.core.api.Assertions.assertThat;

import farkeep.objects.port.Clocks;
import farkeep.objects.system.SystemTasks;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ActionWindowTest {
  private Duration running = Duration.ofDays(3);
  private Instant wall = Instant.EPOCH;

  private final ActionWindow window =
      new ActionWindow(
          new SystemTasks(),
          new Clocks() {
            @Override
            public Instant wall() {
              return wall;
            }

            @Override
            public Duration running() {
              return running;
            }
          });

  @Test
  void it_is_closed_until_somebody_opens_it_and_again_five_minutes_later() {
    assertThat(window.left()).isZero();
    window.open();
    assertThat(window.left()).isEqualTo(Duration.ofMinutes(5));
    running = running.plus(Duration.ofMinutes(5)).minusNanos(1);
    assertThat(window.left()).isEqualTo(Duration.ofNanos(1));
    running = running.plusNanos(1);
    assertThat(window.left()).isZero();
    running = running.plusSeconds(1);
    assertThat(window.left()).isZero();
  }

  @Test
  void opened_again_it_stays_open_for_the_whole_time_again() {
    window.open();
    running = running.plus(Duration.ofMinutes(4));
    window.open();
    running = running.plus(Duration.ofMinutes(4));
    assertThat(window.left()).isEqualTo(Duration.ofMinutes(1));
  }

  @Test
  void the_date_does_not_open_or_close_it() {
    wall = wall.plus(Duration.ofDays(20_000));
    assertThat(window.left()).isZero();
    window.open();
    wall = Instant.EPOCH;
    assertThat(window.left()).isEqualTo(ActionWindow.OPEN_FOR);
  }
}
