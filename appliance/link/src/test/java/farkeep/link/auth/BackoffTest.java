package farkeep.link.auth;

import static org.assertj.core.api.Assertions.assertThat;

import farkeep.testkit.tasks.SimulatedTasks;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class BackoffTest {
  @FunctionalInterface
  private interface Act {
    void run(SimulatedTasks tasks, Backoff backoff) throws InterruptedException;
  }

  private static void play(Act act) {
    SimulatedTasks tasks = new SimulatedTasks(1);
    tasks.run(() -> act.run(tasks, new Backoff(tasks, tasks.randomness())));
  }

  private static Duration wait(SimulatedTasks tasks, Backoff backoff) throws InterruptedException {
    Duration wait = backoff.next();
    tasks.sleep(wait);
    return wait;
  }

  @Test
  void waits_double_with_jitter_and_stay_short_while_the_peer_was_there_a_short_time_ago() {
    play((tasks, backoff) -> {
      Duration most = Backoff.WAIT_MIN;
      while (tasks.running().compareTo(Backoff.SOON.minus(Backoff.SOON_WAIT_MAX)) < 0) {
        assertThat(wait(tasks, backoff)).isBetween(most.dividedBy(2), most);
        most = most.multipliedBy(2);
        if (most.compareTo(Backoff.SOON_WAIT_MAX) > 0) most = Backoff.SOON_WAIT_MAX;
      }
      assertThat(most).isEqualTo(Backoff.SOON_WAIT_MAX);
    });
  }

  @Test
  void then_they_grow_to_a_minute_and_no_longer() {
    play((tasks, backoff) -> {
      tasks.sleep(Backoff.SOON);
      for (int i = 0; i < 20; i++) wait(tasks, backoff);
      assertThat(wait(tasks, backoff)).isBetween(Backoff.WAIT_MAX.dividedBy(2), Backoff.WAIT_MAX);
    });
  }

  @Test
  void a_session_that_lasted_begins_anew_and_one_that_was_thrown_out_does_not() {
    play((tasks, backoff) -> {
      tasks.sleep(Backoff.SOON);
      for (int i = 0; i < 20; i++) wait(tasks, backoff);
      Duration began = tasks.running();
      tasks.sleep(Duration.ofSeconds(1));
      assertThat(backoff.sessionEnded(began)).isFalse();
      assertThat(wait(tasks, backoff)).isGreaterThan(Backoff.SOON_WAIT_MAX);
      began = tasks.running();
      tasks.sleep(Duration.ofSeconds(10));
      assertThat(backoff.sessionEnded(began)).isTrue();
      assertThat(wait(tasks, backoff)).isLessThanOrEqualTo(Backoff.WAIT_MIN);
    });
  }

  @Test
  void who_asks_for_the_peer_begins_anew() {
    play((tasks, backoff) -> {
      tasks.sleep(Backoff.SOON);
      for (int i = 0; i < 20; i++) wait(tasks, backoff);
      backoff.restart();
      assertThat(wait(tasks, backoff)).isLessThanOrEqualTo(Backoff.WAIT_MIN);
    });
  }
}
