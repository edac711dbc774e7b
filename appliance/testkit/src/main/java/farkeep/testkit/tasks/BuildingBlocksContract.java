package farkeep.testkit.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import farkeep.objects.port.Mailbox;
import farkeep.objects.port.Permits;
import farkeep.objects.port.TaskGroup;
import farkeep.objects.port.Tasks;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What [Mailbox], [Permits] and [TaskGroup] do on every [Tasks].
@Timeout(30)
public abstract class BuildingBlocksContract {
  private static final Duration LONG = Duration.ofHours(10);

  /// Runs the body as one task.
  protected abstract void inside(TasksContract.Body body) throws Exception;

  @Test
  void a_mailbox_hands_everything_over_in_order_and_never_holds_more_than_it_may()
      throws Exception {
    inside((tasks, _) -> {
      Mailbox<Integer> box = new Mailbox<>(tasks, 3);
      Tasks.Task putting = tasks.start("putting", () -> putAll(box));
      List<Integer> taken = new ArrayList<>();
      for (Optional<Integer> i = box.take(); i.isPresent(); i = box.take()) taken.add(i.get());
      putting.join();
      assertThat(taken).hasSize(100).isSorted();
    });
  }

  private static void putAll(Mailbox<Integer> box) throws InterruptedException {
    for (int i = 0; i < 100; i++) assertThat(box.put(i)).isTrue();
    box.close();
  }

  @Test
  void a_full_mailbox_takes_no_offer_and_a_closed_one_nothing() throws Exception {
    inside((tasks, _) -> {
      Mailbox<String> box = new Mailbox<>(tasks, 2);
      assertThat(box.offer("a")).isTrue();
      assertThat(box.offer("b")).isTrue();
      assertThat(box.offer("c")).isFalse();
      box.close();
      assertThat(box.put("d")).isFalse();
      assertThat(box.take()).contains("a");
      assertThat(box.take()).contains("b");
      assertThat(box.take()).isEmpty();
    });
  }

  @Test
  void closing_a_mailbox_wakes_who_waits_on_either_side() throws Exception {
    inside((tasks, _) -> {
      Mailbox<String> empty = new Mailbox<>(tasks, 1);
      Mailbox<String> full = new Mailbox<>(tasks, 1);
      full.put("a");
      Tasks.Task taking = tasks.start("taking", () -> assertThat(empty.take()).isEmpty());
      Tasks.Task putting = tasks.start("putting", () -> assertThat(full.put("b")).isFalse());
      empty.close();
      full.close();
      taking.join();
      putting.join();
    });
  }

  @Test
  void permits_never_give_more_than_there_is() throws Exception {
    inside((tasks, _) -> {
      Permits permits = new Permits(tasks, 10);
      long[] out = {0, 0};
      Tasks.Monitor monitor = tasks.monitor();
      try (TaskGroup group = new TaskGroup(tasks)) {
        for (int i = 1; i <= 10; i++) {
          int count = i;
          group.start("taker" + i, () -> takeOften(tasks, permits, count, monitor, out));
        }
        group.join();
      }
      assertThat(out[1]).isBetween(1L, 10L);
      assertThat(permits.free()).isEqualTo(10);
    });
  }

  private static void takeOften(
      Tasks tasks, Permits permits, int count, Tasks.Monitor monitor, long[] out)
      throws InterruptedException {
    for (int i = 0; i < 20; i++) {
      permits.acquire(count);
      try (Tasks.Inside _ = monitor.inside()) {
        out[0] += count;
        out[1] = Math.max(out[0], out[1]);
      }
      tasks.sleep(Duration.ZERO);
      try (Tasks.Inside _ = monitor.inside()) {
        out[0] -= count;
      }
      permits.release(count);
    }
  }

  @Test
  void a_large_request_for_permits_is_served_before_later_small_ones() throws Exception {
    inside((tasks, _) -> {
      Permits permits = new Permits(tasks, 10);
      permits.acquire(1);
      List<String> served = new ArrayList<>();
      Tasks.Task large = tasks.start("large", () -> take(permits, 10, served));
      while (permits.tryAcquire(1)) {
        permits.release(1);
        tasks.sleep(Duration.ZERO);
      }
      Tasks.Task small = tasks.start("small", () -> take(permits, 1, served));
      permits.release(1);
      large.join();
      small.join();
      assertThat(served).containsExactly("10", "1");
    });
  }

  private static void take(Permits permits, int count, List<String> served)
      throws InterruptedException {
    permits.acquire(count);
    served.add("" + count);
    permits.release(count);
  }

  @Test
  void a_cancelled_request_for_permits_takes_nothing_and_lets_the_next_go() throws Exception {
    inside((tasks, _) -> {
      Permits permits = new Permits(tasks, 10);
      permits.acquire(5);
      Tasks.Task large = tasks.start("large", () -> permits.acquire(10));
      Tasks.Task small = tasks.start("small", () -> permits.acquire(5));
      large.cancel();
      assertThatThrownBy(large::join).hasCauseInstanceOf(InterruptedException.class);
      small.join();
      assertThat(permits.free()).isZero();
    });
  }

  @Test
  void permits_refuse_what_can_not_be() throws Exception {
    inside((tasks, _) -> {
      Permits permits = new Permits(tasks, 10);
      assertThatThrownBy(() -> permits.acquire(11)).hasMessageContaining("11 of a budget of 10");
      assertThatThrownBy(() -> permits.release(1)).hasMessageContaining("only 0 are taken");
    });
  }

  @Test
  void the_first_failure_of_a_group_cancels_the_others_and_is_told() throws Exception {
    inside((tasks, _) -> {
      Tasks.Work failing =
          () -> {
            throw new IOException("no disk");
          };
      try (TaskGroup group = new TaskGroup(tasks)) {
        group.start("sleeper", () -> tasks.sleep(LONG));
        group.start("failing", failing);
        assertThatThrownBy(group::join)
            .isInstanceOf(ExecutionException.class)
            .hasCause(new IOException("no disk"));
      }
    });
  }

  @Test
  void nothing_outlives_a_group() throws Exception {
    inside((tasks, _) -> {
      boolean[] ended = {false};
      Tasks.Work work =
          () -> {
            try {
              tasks.sleep(LONG);
            } finally {
              tasks.sleep(Duration.ofMillis(5));
              ended[0] = true;
            }
          };
      try (TaskGroup group = new TaskGroup(tasks)) {
        group.start("sleeper", work);
      }
      assertThat(ended[0]).isTrue();
    });
  }

  @Test
  void what_is_started_in_a_stopped_group_is_cancelled() throws Exception {
    inside((tasks, _) -> {
      try (TaskGroup group = new TaskGroup(tasks)) {
        group.stop();
        group.start("late", () -> tasks.sleep(LONG));
        group.join();
      }
    });
  }

  @Test
  void a_group_that_closes_hands_a_cancel_on() throws Exception {
    inside((tasks, _) -> {
      Tasks.Work slow =
          () -> {
            try {
              tasks.sleep(LONG);
            } catch (InterruptedException e) {
              tasks.sleep(Duration.ofMillis(20));
            }
          };
      Tasks.Work owner =
          () -> {
            try (TaskGroup group = new TaskGroup(tasks)) {
              group.start("slow", slow);
              tasks.cancelSelf();
            }
            tasks.sleep(LONG);
          };
      assertThatThrownBy(tasks.start("owner", owner)::join)
          .hasCauseInstanceOf(InterruptedException.class);
    });
  }
}
