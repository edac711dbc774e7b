package farkeep.link.pace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import farkeep.objects.port.TaskGroup;
import farkeep.testkit.tasks.SimulatedTasks;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class PaceTest {
  private interface Script {
    void run(SimulatedTasks tasks, Pace pace) throws Exception;
  }

  private static void run(Script script) {
    SimulatedTasks tasks = new SimulatedTasks(1);
    tasks.run(() -> script.run(tasks, new Pace(tasks, tasks)));
  }

  /// What may pass in this time: its share, what was not used before, and the piece under way.
  private static long most(long bytesPerSecond, Duration time) {
    long piece = Math.max(Pace.PIECE_BYTES_MIN, bytesPerSecond / 20);
    return bytesPerSecond * time.plus(Pace.CREDIT).toMillis() / 1_000 + piece;
  }

  @Test
  void without_a_bound_nobody_waits() {
    run((tasks, pace) -> {
      Duration began = tasks.running();
      pace.over(OutputStream.nullOutputStream()).write(new byte[10_000_000]);
      pace.pass(Integer.MAX_VALUE);
      assertThat(tasks.running().minus(began)).isLessThan(Duration.ofSeconds(1));
    });
  }

  @Test
  void what_is_written_takes_the_time_that_the_bound_gives_it() {
    for (long rate : new long[] {12_500, 125_000, 12_500_000}) {
      run((tasks, pace) -> {
        pace.bound(OptionalLong.of(rate));
        ByteArrayOutputStream to = new ByteArrayOutputStream();
        byte[] sent = new byte[(int) (rate * 10)];
        for (int i = 0; i < sent.length; i++) sent[i] = (byte) i;
        Duration began = tasks.running();
        pace.over(to).write(sent);
        Duration took = tasks.running().minus(began);
        assertThat(to.toByteArray()).isEqualTo(sent);
        assertThat((long) sent.length).isLessThanOrEqualTo(most(rate, took));
        assertThat(took).isLessThan(Duration.ofSeconds(11));
      });
    }
  }

  @Test
  void what_is_read_takes_the_time_that_the_bound_gives_it() {
    run((tasks, pace) -> {
      pace.bound(OptionalLong.of(50_000));
      byte[] sent = new byte[500_000];
      sent[499_999] = 7;
      Duration began = tasks.running();
      InputStream in = pace.over(new ByteArrayInputStream(sent));
      assertThat(in.read()).isZero();
      assertThat(in.readAllBytes()).hasSize(499_999).endsWith(7);
      Duration took = tasks.running().minus(began);
      assertThat(500_000L).isLessThanOrEqualTo(most(50_000, took));
      assertThat(took).isLessThan(Duration.ofSeconds(11));
    });
  }

  @Test
  void all_streams_share_one_bound_and_none_starves() {
    run((tasks, pace) -> {
      pace.bound(OptionalLong.of(100_000));
      Duration began = tasks.running();
      try (TaskGroup group = new TaskGroup(tasks)) {
        for (int i = 0; i < 4; i++) {
          group.start(
              "writes",
              () -> {
                pace.over(OutputStream.nullOutputStream()).write(new byte[250_000]);
                // Side by side: none is done long before the others.
                assertThat(tasks.running().minus(began)).isGreaterThan(Duration.ofSeconds(9));
              });
        }
        group.join();
      }
      assertThat(1_000_000L).isLessThanOrEqualTo(most(100_000, tasks.running().minus(began)));
    });
  }

  @Test
  void who_did_nothing_for_an_hour_may_not_send_an_hours_worth_at_once() {
    run((tasks, pace) -> {
      pace.bound(OptionalLong.of(100_000));
      tasks.sleep(Duration.ofHours(1));
      Duration began = tasks.running();
      pace.over(OutputStream.nullOutputStream()).write(new byte[1_000_000]);
      assertThat(1_000_000L).isLessThanOrEqualTo(most(100_000, tasks.running().minus(began)));
    });
  }

  @Test
  void a_bound_that_is_lifted_holds_nobody_up() {
    run((tasks, pace) -> {
      pace.bound(OptionalLong.of(12_500));
      try (TaskGroup group = new TaskGroup(tasks)) {
        group.start(
            "writes", () -> pace.over(OutputStream.nullOutputStream()).write(new byte[10_000_000]));
        tasks.sleep(Duration.ofSeconds(10));
        pace.bound(OptionalLong.empty());
        Duration lifted = tasks.running();
        group.join();
        assertThat(tasks.running().minus(lifted)).isLessThan(Duration.ofSeconds(2));
      }
    });
  }

  @Test
  void a_bound_of_nothing_is_none() {
    run((_, pace) ->
        assertThatThrownBy(() -> pace.bound(OptionalLong.of(0)))
            .hasMessageContaining("0 B/s: give at least 1"));
  }
}
