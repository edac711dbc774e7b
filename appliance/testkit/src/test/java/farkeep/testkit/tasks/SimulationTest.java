package farkeep.testkit.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import farkeep.objects.port.Tasks;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class SimulationTest {
  private static final Duration LONG = Duration.ofHours(10);

  /// In which order five tasks come, for this seed.
  private static List<String> orderOf(long seed) {
    SimulatedTasks tasks = new SimulatedTasks(seed);
    List<String> order = new ArrayList<>();
    tasks.run(() -> {
      for (int i = 0; i < 5; i++) {
        String name = "t" + i;
        tasks.start(name, () -> order.add(name));
      }
    });
    return order;
  }

  @Test
  void the_same_seed_takes_the_same_steps_and_others_differ() {
    Set<List<String>> orders = new HashSet<>();
    for (long seed = 0; seed < 50; seed++) {
      assertThat(orderOf(seed)).as("seed %d", seed).isEqualTo(orderOf(seed));
      orders.add(orderOf(seed));
    }
    assertThat(orders).hasSizeGreaterThan(20);
  }

  @Test
  void hours_of_waiting_take_no_time_and_clocks_go_on() {
    SimulatedTasks tasks = new SimulatedTasks(1);
    Instant before = tasks.wall();
    tasks.run(() -> tasks.sleep(LONG));
    assertThat(tasks.running()).isEqualTo(LONG);
    assertThat(tasks.wall()).isEqualTo(before.plus(LONG));
  }

  @Test
  void a_deadlock_is_told_with_the_names_of_who_waits() {
    SimulatedTasks tasks = new SimulatedTasks(7);
    Tasks.Monitor one = tasks.monitor();
    Tasks.Monitor two = tasks.monitor();
    Tasks.Work body =
        () -> {
          tasks.start("left", () -> enterBoth(tasks, one, two));
          tasks.start("right", () -> enterBoth(tasks, two, one));
        };
    assertThatThrownBy(() -> tasks.run(body))
        .isInstanceOf(SimulationFailedError.class)
        .hasMessageContaining("seed 7")
        .hasMessageContaining("all wait for ever")
        .hasMessageContaining("main/left")
        .hasMessageContaining("main/right");
  }

  private static void enterBoth(Tasks tasks, Tasks.Monitor first, Tasks.Monitor second)
      throws InterruptedException {
    try (Tasks.Inside _ = first.inside()) {
      tasks.sleep(Duration.ofMillis(1));
      try (Tasks.Inside _ = second.inside()) {
        tasks.sleep(Duration.ZERO);
      }
    }
  }

  @Test
  void who_waits_for_a_signal_that_never_comes_is_told() {
    SimulatedTasks tasks = new SimulatedTasks(7);
    Tasks.Monitor monitor = tasks.monitor();
    Tasks.Work waiting =
        () -> {
          try (Tasks.Inside _ = monitor.inside()) {
            while (true) monitor.await();
          }
        };
    assertThatThrownBy(() -> tasks.run(() -> tasks.start("waiting", waiting)))
        .hasMessageContaining("main/waiting#2 for a signal");
  }

  @Test
  void an_endless_run_is_told() {
    SimulatedTasks tasks = new SimulatedTasks(7, 1_000);
    Tasks.Work endless =
        () -> {
          while (true) tasks.sleep(Duration.ofMillis(1));
        };
    assertThatThrownBy(() -> tasks.run(endless)).hasMessageContaining("1000 steps are used up");
  }

  @Test
  void a_failing_body_fails_the_run_though_others_still_wait() {
    SimulatedTasks tasks = new SimulatedTasks(7);
    Tasks.Work body =
        () -> {
          tasks.start("sleeper", () -> tasks.sleep(LONG));
          throw new IOException("no disk");
        };
    assertThatThrownBy(() -> tasks.run(body)).hasCause(new IOException("no disk"));
  }

  @Test
  void a_failure_that_nobody_looks_at_fails_the_run() {
    SimulatedTasks tasks = new SimulatedTasks(7);
    Tasks.Work failing =
        () -> {
          throw new IOException("no disk");
        };
    assertThatThrownBy(() -> tasks.run(() -> tasks.start("unseen", failing)))
        .hasMessageContaining("main/unseen#2 failed and nobody joined it")
        .hasCause(new IOException("no disk"));
  }

  @Test
  void a_killed_machine_stops_where_it_stands_and_others_go_on() {
    for (long seed = 0; seed < 50; seed++) killIn(new SimulatedTasks(seed));
  }

  private static void killIn(SimulatedTasks tasks) {
    SimulatedMachine box = tasks.machine("box");
    Tasks.Monitor shared = tasks.monitor();
    int[] counts = {0, 0};
    tasks.run(() -> {
      box.start("inside", () -> countUp(box, shared, counts));
      box.start("caught", () -> swallowAll(box));
      tasks.sleep(Duration.ofMillis(10));
      box.kill();
      int atKill = counts[0];
      tasks.sleep(LONG);
      assertThat(counts[0]).isEqualTo(atKill);
      try (Tasks.Inside _ = shared.inside()) {
        counts[1]++;
      }
    });
    assertThat(counts[1]).isEqualTo(1);
  }

  private static void countUp(Tasks tasks, Tasks.Monitor shared, int[] counts)
      throws InterruptedException {
    try (Tasks.Inside _ = shared.inside()) {
      while (true) {
        shared.await(Duration.ofMillis(1));
        counts[0]++;
      }
    } finally {
      shared.signalAll();
    }
  }

  private static void swallowAll(Tasks tasks) throws InterruptedException {
    while (true) {
      try {
        tasks.sleep(LONG);
      } catch (RuntimeException | InterruptedException e) {
        assertThat(e).isNull();
      }
    }
  }

  @Test
  void machines_have_wall_clocks_of_their_own() {
    SimulatedTasks tasks = new SimulatedTasks(7);
    SimulatedMachine box = tasks.machine("box");
    box.setWall(Instant.EPOCH);
    tasks.run(() -> tasks.sleep(LONG));
    assertThat(box.wall()).isEqualTo(Instant.EPOCH.plus(LONG));
    assertThat(box.running()).isEqualTo(tasks.running());
  }

  @Test
  void foreign_threads_have_no_business_in_a_run() throws Exception {
    SimulatedTasks tasks = new SimulatedTasks(7);
    Tasks.Monitor monitor = tasks.monitor();
    Throwable[] thrown = {null};
    tasks.run(() -> {
      Thread foreign = Thread.ofPlatform().unstarted(monitor::enter);
      foreign.setUncaughtExceptionHandler((_, e) -> thrown[0] = e);
      foreign.start();
      foreign.join();
    });
    assertThat(thrown[0]).hasMessageContaining("not a task of this simulation");
  }
}
