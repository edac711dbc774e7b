package farkeep.box.replication;

import static org.assertj.core.api.Assertions.assertThat;

import farkeep.link.carrier.LinkStream;
import farkeep.objects.Limits;
import farkeep.objects.port.TaskGroup;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a home may not do while objects come in: each bound is reached, and says its figures.
class ReceivingBoundsTest {
  @Test
  void more_than_the_most_unacknowledged_bytes_end_the_session_with_the_figures() {
    Simulation.run(
        1,
        (box, vault) -> {
          box.store(vault.id).forceTime = Duration.ofMinutes(1);
          ScriptedHome home = box.open(vault, vault.writer);
          byte[] chunk = vault.chunk(4 << 20);
          Puts.putAll(box, home, List.of(chunk, chunk, chunk, chunk, chunk));
          assertThat(home.awaitEnd())
              .contains("has 4194304 B while 16777216 B are not yet acknowledged")
              .contains("at most 16777216 B together");
        });
  }

  @Test
  void an_object_that_is_too_long_ends_the_session_with_the_figures() {
    Simulation.run(
        1,
        (box, vault) -> {
          ScriptedHome home = box.open(vault, vault.writer);
          Puts.begin(home, 1, Limits.OBJECT_BYTES_MAX + 1);
          assertThat(home.awaitEnd()).contains("of 8388609 B").contains("1 to 8388608 B");
        });
  }

  @Test
  void the_longest_object_is_taken() {
    Simulation.run(
        1,
        (box, vault) -> {
          ScriptedHome home = box.open(vault, vault.writer);
          byte[] longest = vault.chunk(Limits.OBJECT_BYTES_MAX);
          assertThat(home.settle(home.put(longest)).getStored().getNumber()).isEqualTo(1);
        });
  }

  @Test
  void a_number_that_never_comes_ends_the_session() {
    Simulation.run(
        1,
        (box, vault) -> {
          ScriptedHome home = box.open(vault, vault.writer);
          Duration began = box.tasks.running();
          home.putStream().put(2, vault.chunk(100));
          assertThat(home.awaitEnd()).contains("object 1 did not arrive within 60 s");
          assertThat(box.tasks.running().minus(began))
              .isGreaterThanOrEqualTo(IncomingObjects.GAP_MAX);
        });
  }

  @Test
  void an_object_that_trickles_in_ends_the_session() {
    Simulation.run(
        1,
        (box, vault) -> {
          ScriptedHome home = box.open(vault, vault.writer);
          LinkStream stream = Puts.begin(home, 1, 1_000);
          box.tasks.start(
              "trickles",
              () -> {
                try {
                  for (int i = 0; i < 20; i++) {
                    stream.output().write(i);
                    box.tasks.sleep(Duration.ofSeconds(5));
                  }
                } catch (IOException e) {
                  // the box has ended the session
                }
              });
          assertThat(home.awaitEnd()).contains("object 1 did not arrive within 60 s");
        });
  }

  @Test
  void a_number_that_comes_again_with_another_length_ends_the_session() {
    Simulation.run(
        1,
        (box, vault) -> {
          ScriptedHome home = box.open(vault, vault.writer);
          Puts.begin(home, 1, 1_000);
          box.tasks.sleep(Duration.ofSeconds(1));
          Puts.begin(home, 1, 2_000);
          assertThat(home.awaitEnd()).contains("object 1 came with 1000 B and again with 2000 B");
        });
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void sessions_that_fill_the_memory_out_of_order_do_not_stop_each_other(long seed) {
    Simulation.run(
        seed,
        (box, vault) -> {
          List<ScriptedHome> homes = new ArrayList<>();
          for (int i = 0; i < 4; i++) homes.add(box.open(vault, vault.writer));
          try (TaskGroup group = new TaskGroup(box.tasks)) {
            for (ScriptedHome home : homes) {
              List<byte[]> chunks = Puts.chunks(vault, 4, 7 << 19);
              // Each number on a stream of its own, the highest first.
              for (int number = 4; number >= 1; number--) {
                byte[] chunk = chunks.get(number - 1);
                int mine = number;
                group.start("put", () -> home.putStream().put(mine, chunk));
              }
            }
            group.join();
          }
          for (ScriptedHome home : homes) {
            assertThat(home.settle(4).getStored().getNumber()).isEqualTo(4);
          }
          assertThat(box.store(vault.id).objects).hasSize(16);
        });
  }

  @Test
  void a_home_that_stops_sending_in_the_middle_does_not_stop_another() {
    Simulation.run(
        1,
        (box, vault) -> {
          List<ScriptedHome> stalled = new ArrayList<>();
          for (int i = 0; i < 3; i++) {
            ScriptedHome home = box.open(vault, vault.owner);
            stalled.add(home);
            for (int number = 2; number <= 3; number++)
              Puts.put(box, home, number, vault.chunk(7 << 20));
          }
          box.tasks.sleep(Duration.ofSeconds(1));
          ScriptedHome home = box.open(vault, vault.writer);
          Duration began = box.tasks.running();
          for (int i = 0; i < 3; i++) home.put(vault.chunk(4 << 20));
          home.settle(3);
          assertThat(box.tasks.running().minus(began)).isLessThan(Duration.ofSeconds(5));
          for (ScriptedHome other : stalled) other.awaitEnd();
        });
  }
}
