package farkeep.home.outage;

import static org.assertj.core.api.Assertions.assertThat;

import farkeep.home.state.StateDirectory;
import farkeep.objects.port.Clocks;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HomeLifeTest {
  private static final Instant START = Instant.parse("2027-01-03T00:00:00Z");

  private Instant wall = START;
  private Duration running = Duration.ofHours(4);
  private StateDirectory state;

  private final Clocks clocks =
      new Clocks() {
        @Override
        public Instant wall() {
          return wall;
        }

        @Override
        public Duration running() {
          return running;
        }
      };

  @TempDir Path directory;

  @BeforeEach
  void open() throws Exception {
    state = StateDirectory.open(directory.resolve("state"));
  }

  @AfterEach
  void close() throws Exception {
    state.close();
  }

  private void pass(Duration time) {
    wall = wall.plus(time);
    running = running.plus(time);
  }

  @Test
  void the_time_between_two_runs_was_off() throws Exception {
    HomeLife first = new HomeLife(state, clocks);
    pass(HomeLife.STAMP_EVERY);
    first.look();
    Instant cut = wall;
    pass(Duration.ofHours(8));
    HomeLife second = new HomeLife(state, clocks);
    assertThat(second.wasOff(cut, wall)).isTrue();
    assertThat(second.wasOff(cut.minus(Duration.ofHours(9)), wall)).as("less than half").isFalse();
    assertThat(second.awakeFor()).isZero();
  }

  @Test
  void a_leap_of_the_wall_clock_alone_was_sleep() throws Exception {
    HomeLife life = new HomeLife(state, clocks);
    pass(Duration.ofHours(1));
    life.look();
    assertThat(life.awakeFor()).isEqualTo(Duration.ofHours(1));
    Instant lidClosed = wall;
    wall = wall.plus(HomeLife.SLEPT_MIN).plusMillis(1);
    life.look();
    assertThat(life.wasOff(lidClosed, wall)).isTrue();
    assertThat(life.awakeFor()).isZero();
  }

  @Test
  void a_clock_that_is_set_a_little_is_no_sleep() throws Exception {
    HomeLife life = new HomeLife(state, clocks);
    Instant before = wall;
    wall = wall.plus(HomeLife.SLEPT_MIN);
    life.look();
    assertThat(life.wasOff(before, wall)).isFalse();
  }

  @Test
  void sleep_is_remembered_over_a_restart_and_no_more_of_it_than_the_bound_says() throws Exception {
    HomeLife life = new HomeLife(state, clocks);
    Instant first = wall;
    for (int i = 0; i <= HomeLife.GAPS_MAX; i++) {
      wall = wall.plus(Duration.ofHours(1));
      life.look();
    }
    HomeLife next = new HomeLife(state, clocks);
    assertThat(next.wasOff(first, first.plus(Duration.ofHours(1)))).as("forgotten").isFalse();
    assertThat(next.wasOff(first.plus(Duration.ofHours(1)), wall)).isTrue();
  }

  @Test
  void a_damaged_file_is_forgotten() throws Exception {
    state.write("home-life.json", "{\"alive\":\"x\",\"gaps\":[]}".getBytes(StandardCharsets.UTF_8));
    assertThat(new HomeLife(state, clocks).wasOff(START.minusSeconds(100), START)).isFalse();
  }
}
