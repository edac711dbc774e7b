package farkeep.testkit.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import farkeep.objects.port.Clocks;
import farkeep.objects.port.Tasks;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What every [Tasks] does.
@Timeout(300)
public abstract class TasksContract {
  private static final Duration LONG = Duration.ofHours(10);

  /// Cancels that are tried at any moment: one in some hundreds falls between two instructions.
  private static final int CANCELS = 5_000;

  /// A test's body, inside the tasks under test.
  @FunctionalInterface
  public interface Body {
    /// Does it.
    void run(Tasks tasks, Clocks clocks) throws Exception;
  }

  /// Runs the body as one task.
  protected abstract void inside(Body body) throws Exception;

  @Test
  void started_work_runs_and_joining_waits_for_its_end() throws Exception {
    inside((tasks, _) -> {
      List<String> said = new ArrayList<>();
      Tasks.Task task = tasks.start("work", () -> said.add("done"));
      task.join();
      assertThat(said).containsExactly("done");
      assertThat(task.ended()).isTrue();
      task.join();
    });
  }

  @Test
  void joining_throws_what_the_work_threw() throws Exception {
    inside((tasks, _) -> {
      Tasks.Work work =
          () -> {
            throw new IOException("the disk is gone");
          };
      Tasks.Task task = tasks.start("work", work);
      assertThatThrownBy(task::join)
          .isInstanceOf(ExecutionException.class)
          .hasCause(new IOException("the disk is gone"));
    });
  }

  @Test
  void only_one_task_is_inside_a_monitor() throws Exception {
    inside((tasks, _) -> {
      Tasks.Monitor monitor = tasks.monitor();
      int[] inside = {0};
      int[] entries = {0};
      List<Tasks.Task> all = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        all.add(tasks.start("t" + i, () -> enterOften(tasks, monitor, inside, entries)));
      }
      for (Tasks.Task task : all) task.join();
      assertThat(entries[0]).isEqualTo(8 * 50);
    });
  }

  private static void enterOften(Tasks tasks, Tasks.Monitor monitor, int[] inside, int[] entries)
      throws InterruptedException {
    for (int i = 0; i < 50; i++) {
      try (Tasks.Inside _ = monitor.inside()) {
        assertThat(++inside[0]).isEqualTo(1);
        tasks.sleep(Duration.ZERO);
        entries[0]++;
        inside[0]--;
      }
    }
  }

  @Test
  void who_is_inside_may_enter_again_and_waiting_leaves_wholly() throws Exception {
    inside((tasks, _) -> {
      Tasks.Monitor monitor = tasks.monitor();
      boolean[] ready = {false};
      try (Tasks.Inside _ = monitor.inside();
          Tasks.Inside _ = monitor.inside()) {
        Tasks.Task task = tasks.start("signaller", () -> set(monitor, ready));
        while (!ready[0]) monitor.await();
        task.join();
      }
    });
  }

  private static void set(Tasks.Monitor monitor, boolean[] flag) {
    try (Tasks.Inside _ = monitor.inside()) {
      flag[0] = true;
      monitor.signalAll();
    }
  }

  @Test
  void signalling_wakes_all_who_wait() throws Exception {
    inside((tasks, _) -> {
      Tasks.Monitor monitor = tasks.monitor();
      boolean[] ready = {false};
      List<Tasks.Task> all = new ArrayList<>();
      for (int i = 0; i < 5; i++) all.add(tasks.start("t" + i, () -> awaitIt(monitor, ready)));
      set(monitor, ready);
      for (Tasks.Task task : all) task.join();
    });
  }

  private static void awaitIt(Tasks.Monitor monitor, boolean[] flag) throws InterruptedException {
    try (Tasks.Inside _ = monitor.inside()) {
      while (!flag[0]) monitor.await();
    }
  }

  @Test
  void a_wait_with_a_limit_ends_without_a_signal() throws Exception {
    inside((tasks, clocks) -> {
      Tasks.Monitor monitor = tasks.monitor();
      Duration before = clocks.running();
      try (Tasks.Inside _ = monitor.inside()) {
        while (monitor.await(Duration.ofMillis(20))) {
          // woken for no reason
        }
      }
      assertThat(clocks.running().minus(before)).isGreaterThanOrEqualTo(Duration.ofMillis(20));
    });
  }

  @Test
  void sleeping_takes_its_time() throws Exception {
    inside((tasks, clocks) -> {
      Duration before = clocks.running();
      tasks.sleep(Duration.ofMillis(20));
      assertThat(clocks.running().minus(before)).isGreaterThanOrEqualTo(Duration.ofMillis(20));
    });
  }

  @Test
  void cancelling_ends_a_sleep() throws Exception {
    inside((tasks, _) -> endsByCancel(tasks.start("sleeper", () -> tasks.sleep(LONG))));
  }

  @Test
  void cancelling_ends_a_wait_inside_the_monitor() throws Exception {
    inside((tasks, _) -> {
      Tasks.Monitor monitor = tasks.monitor();
      endsByCancel(tasks.start("waiter", () -> awaitIt(monitor, new boolean[1])));
      monitor.enter();
      monitor.exit();
    });
  }

  @Test
  void cancelling_ends_a_join() throws Exception {
    inside((tasks, _) -> {
      Tasks.Task sleeper = tasks.start("sleeper", () -> tasks.sleep(LONG));
      endsByCancel(tasks.start("joiner", sleeper::join));
      endsByCancel(sleeper);
    });
  }

  private static void endsByCancel(Tasks.Task task) {
    task.cancel();
    assertThatThrownBy(task::join).hasCauseInstanceOf(InterruptedException.class);
  }

  @Test
  void a_cancel_is_thrown_once() throws Exception {
    inside((tasks, _) -> {
      Tasks.Work work =
          () -> {
            assertThatThrownBy(() -> tasks.sleep(LONG)).isInstanceOf(InterruptedException.class);
            tasks.sleep(Duration.ofMillis(1));
          };
      Tasks.Task task = tasks.start("stubborn", work);
      task.cancel();
      task.join();
    });
  }

  @Test
  void a_cancel_is_noticed_without_waiting() throws Exception {
    inside((tasks, _) -> {
      Tasks.Work work =
          () -> {
            while (true) tasks.sleep(Duration.ZERO);
          };
      endsByCancel(tasks.start("computing", work));
    });
  }

  @Test
  void no_cancel_is_lost_whenever_it_comes() throws Exception {
    inside((tasks, _) -> {
      for (int round = 0; round < CANCELS; round++) {
        AtomicBoolean computing = new AtomicBoolean();
        Tasks.Work work =
            () -> {
              computing.set(true);
              while (true) tasks.sleep(Duration.ZERO);
            };
        Tasks.Task task = tasks.start("computing", work);
        while (!computing.get()) tasks.sleep(Duration.ZERO);
        endsByCancel(task);
      }
    });
  }

  @Test
  void who_cancels_itself_throws_at_its_next_wait() throws Exception {
    inside((tasks, _) -> {
      tasks.cancelSelf();
      assertThatThrownBy(() -> tasks.sleep(LONG)).isInstanceOf(InterruptedException.class);
      tasks.sleep(Duration.ZERO);
    });
  }

  @Test
  void cancelling_what_has_ended_does_nothing() throws Exception {
    inside((tasks, _) -> {
      Tasks.Task task = tasks.start("short", () -> {});
      task.join();
      task.cancel();
      task.join();
    });
  }

  @Test
  void waiting_and_signalling_are_for_who_is_inside() throws Exception {
    inside((tasks, _) -> {
      Tasks.Monitor monitor = tasks.monitor();
      assertThatThrownBy(monitor::await).isInstanceOf(IllegalMonitorStateException.class);
      assertThatThrownBy(monitor::signalAll).isInstanceOf(IllegalMonitorStateException.class);
      assertThatThrownBy(monitor::exit).isInstanceOf(IllegalMonitorStateException.class);
    });
  }
}
