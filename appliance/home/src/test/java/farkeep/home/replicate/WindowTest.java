package farkeep.home.replicate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import farkeep.objects.ObjectId;
import farkeep.objects.port.Tasks;
import farkeep.objects.system.SystemTasks;
import farkeep.testkit.tasks.SimulatedTasks;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WindowTest {
  private static final int MEGABYTE = 1 << 20;

  private final SystemTasks tasks = new SystemTasks();
  private final Window window = new Window(tasks);
  private final List<String> log = Collections.synchronizedList(new ArrayList<>());
  private final Window.Lane lane =
      (number, flight) -> log.add("send " + number + " as " + flight.stored()[3]);

  /// A window with as much under way as there may be.
  private Window full(Tasks waiting) throws ReplicationException, InterruptedException {
    Window full = new Window(waiting);
    full.attach(lane, Set.of());
    for (int i = 1; i <= 16; i++) full.add(flight(i, MEGABYTE));
    return full;
  }

  @Test
  void the_seventeenth_mebibyte_waits_until_the_first_is_durable() {
    SimulatedTasks simulated = new SimulatedTasks(3);
    simulated.run(() -> {
      Window full = full(simulated);

      Tasks.Task last = simulated.start("add", () -> full.add(flight(17, MEGABYTE)));
      simulated.sleep(Duration.ofMinutes(1));
      assertThat(log).endsWith("send 16 as 16");
      full.landed(lane, 1);
      last.join();

      assertThat(log).endsWith("landed 1", "send 17 as 17");
      assertThat(full.ids()).hasSize(16);
    });
  }

  @Test
  void a_new_session_numbers_from_one_and_sends_only_what_the_box_lacks() throws Exception {
    window.attach(lane, Set.of());
    for (int i = 1; i <= 4; i++) window.add(flight(i, 100));
    window.landed(lane, 1);
    window.detach(lane);
    window.add(flight(5, 100));
    log.clear();

    Window.Lane second =
        (number, flight) -> log.add("again " + number + " as " + flight.stored()[3]);
    window.attach(second, Set.of(flight(3, 100).id()));

    assertThat(log).containsExactly("again 1 as 2", "again 2 as 4", "again 3 as 5");
  }

  @Test
  void what_the_box_had_counts_as_durable_only_with_something_that_was_sent() throws Exception {
    window.add(flight(1, 100));
    window.add(flight(2, 100));
    window.attach(lane, Set.of(flight(1, 100).id(), flight(2, 100).id()));
    assertThat(log).containsExactly("send 1 as 2");

    window.landed(lane, 0);
    assertThat(log).doesNotContain("landed 1");
    window.landed(lane, 1);

    assertThat(log).containsExactly("send 1 as 2", "landed 1", "landed 2");
  }

  @Test
  void the_word_of_an_ended_session_counts_no_more() throws Exception {
    window.attach(lane, Set.of());
    window.add(flight(1, 100));
    window.detach(lane);

    window.landed(lane, 1);

    assertThat(window.ids()).hasSize(1);
  }

  @Test
  void a_refusal_reaches_everybody_until_a_new_attempt_begins() throws Exception {
    window.attach(lane, Set.of());
    window.add(flight(1, 100));
    window.fail(new ReplicationException.Full(4_194_332, 1_048_576));

    assertThatThrownBy(() -> window.add(flight(2, 100)))
        .isInstanceOf(ReplicationException.Full.class)
        .hasMessageContaining("4194332")
        .hasMessageContaining("1048576");
    assertThatThrownBy(window::awaitEmpty).isInstanceOf(ReplicationException.Full.class);
    window.restart();
    window.add(flight(3, 100));
    assertThat(window.ids()).containsExactly(flight(3, 100).id());
  }

  private static ReplicationException.Paused paused() {
    return new ReplicationException.Paused(Instant.parse("2026-11-21T12:00:00Z"));
  }

  @Test
  void a_pause_takes_nothing_in_and_is_over_when_the_box_goes_on() throws Exception {
    window.attach(lane, Set.of());
    assertThat(window.pause(lane, paused())).as("nothing was under way").isFalse();

    assertThatThrownBy(() -> window.add(flight(1, 100)))
        .isInstanceOf(ReplicationException.Paused.class)
        .hasMessageContaining("until 2026-11-21T12:00:00Z");
    window.restart();
    assertThatThrownBy(() -> window.add(flight(1, 100)))
        .isInstanceOf(ReplicationException.Paused.class);
    window.awaitEmpty();
    window.goOn();
    window.add(flight(2, 100));
    assertThat(log).containsExactly("send 1 as 2");
  }

  @Test
  void what_was_under_way_when_a_pause_began_is_given_up() throws Exception {
    window.attach(lane, Set.of());
    window.add(flight(1, 100));

    assertThat(window.pause(lane, paused())).isTrue();

    assertThat(window.ids()).isEmpty();
    assertThatThrownBy(window::awaitEmpty).isInstanceOf(ReplicationException.Paused.class);
    window.landed(lane, 1);
    assertThat(log).doesNotContain("landed 1");
  }

  @Test
  void who_waits_for_room_when_a_pause_begins_is_told() {
    SimulatedTasks simulated = new SimulatedTasks(3);
    simulated.run(() -> {
      Window full = full(simulated);
      Tasks.Task last = simulated.start("add", () -> full.add(flight(17, MEGABYTE)));
      simulated.sleep(Duration.ofMinutes(1));
      full.pause(lane, paused());
      assertThatThrownBy(last::join).hasCauseInstanceOf(ReplicationException.Paused.class);
    });
  }

  private Flight flight(int value, int bytes) {
    byte[] stored = new byte[bytes];
    ByteBuffer.wrap(stored).putInt(value);
    return new Flight(ObjectId.ofStored(stored), stored, () -> log.add("landed " + value));
  }
}
