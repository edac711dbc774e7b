package farkeep.home.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import farkeep.home.watch.FolderWatch.Batch;
import farkeep.testkit.tasks.SimulatedTasks;
import farkeep.vault.tree.TreePath;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ChangeGathererTest {
  private static final Duration NEVER = Duration.ofDays(1000);

  private final SimulatedTasks tasks = new SimulatedTasks(1);
  private final ChangeGatherer gatherer = new ChangeGatherer(tasks, tasks);

  private static TreePath path(String text) {
    return TreePath.ofText(text);
  }

  @Test
  void the_first_change_waits_briefly_and_takes_along_what_comes_with_it() {
    tasks.run(() -> {
      tasks.sleep(Duration.ofSeconds(5));
      Duration start = tasks.running();
      tasks.start(
          "saver",
          () -> {
            gatherer.path(path("a"));
            tasks.sleep(Duration.ofMillis(10));
            gatherer.path(path("b"));
            gatherer.tree(path("d"));
          });
      Batch batch = gatherer.next(NEVER);
      assertThat(tasks.running().minus(start)).isEqualTo(ChangeGatherer.FIRST_WAIT);
      assertThat(batch.paths()).containsExactly(path("a"), path("b"));
      assertThat(batch.trees()).containsExactly(path("d"));
      assertThat(batch.isScanAll()).isFalse();
    });
  }

  @Test
  void a_burst_is_gathered() {
    tasks.run(() -> {
      var burst =
          tasks.start(
              "burst",
              () -> {
                for (int i = 0; i < 1000; i++) {
                  gatherer.path(path("f" + i));
                  tasks.sleep(Duration.ofMillis(1));
                }
              });
      int batches = 0;
      for (int seen = 0; seen < 1000; batches++) seen += gatherer.next(NEVER).paths().size();
      assertThat(batches).isEqualTo(6);
      burst.join();
    });
  }

  @Test
  void more_than_is_kept_apart_becomes_a_scan_of_all() {
    tasks.run(() -> {
      for (int i = 0; i <= ChangeGatherer.PATHS_MAX; i++) gatherer.path(path("f" + i));
      Batch batch = gatherer.next(NEVER);
      assertThat(batch.isScanAll()).isTrue();
      assertThat(batch.paths()).isEmpty();
    });
  }

  @Test
  void a_scan_comes_in_its_time_even_in_a_burst_without_end() {
    tasks.run(() -> {
      Duration scanAt = tasks.running().plus(Duration.ofSeconds(3));
      assertThat(gatherer.next(scanAt).scanAll()).isEqualTo("time for a scan");

      Duration again = tasks.running().plus(Duration.ofSeconds(3));
      boolean[] end = {false};
      tasks.start(
          "burst",
          () -> {
            while (!end[0]) {
              gatherer.path(path("f"));
              tasks.sleep(Duration.ofMillis(50));
            }
          });
      while (!gatherer.next(again).isScanAll()) {
        assertThat(tasks.running()).isLessThan(again.plus(ChangeGatherer.BURST_WAIT));
      }
      end[0] = true;
    });
  }

  @Test
  void closing_ends_the_wait() {
    tasks.run(() -> {
      tasks.start("closer", gatherer::close);
      assertThatThrownBy(() -> gatherer.next(NEVER)).isInstanceOf(InterruptedException.class);
    });
  }

  @Test
  void scans_come_oftener_where_they_find_something_within_bounds() {
    ScanPace pace = ScanPace.first(true);
    assertThat(pace.pause()).isEqualTo(ScanPace.WAIT_MAX);
    assertThat(pace.after(false).pause()).isEqualTo(ScanPace.WAIT_MAX);
    for (int i = 0; i < 10; i++) pace = pace.after(true);
    assertThat(pace.pause()).isEqualTo(ScanPace.WAIT_MIN);
    assertThat(pace.after(false).pause()).isEqualTo(ScanPace.WAIT_MIN.multipliedBy(2));
  }
}
