package farkeep.box.replication;

import static org.assertj.core.api.Assertions.assertThat;

import farkeep.box.host.HostBounds;
import farkeep.link.pace.Pace;
import farkeep.link.protocol.Allowance;
import farkeep.link.protocol.Failure;
import farkeep.link.protocol.FailureException;
import farkeep.link.protocol.ObjectAnswer;
import farkeep.link.protocol.PutWriter;
import farkeep.link.protocol.ToHome;
import farkeep.objects.Limits;
import farkeep.objects.port.TaskGroup;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What the host lets through: nothing is lost by it, and nothing passes that should not.
class HostBoundsTest {
  private static final Instant LATER = Instant.parse("2030-01-01T00:00:00Z");

  private static HostBounds paused() {
    return new HostBounds(Optional.of(LATER), OptionalLong.empty());
  }

  private static HostBounds atMost(long bytesPerSecond) {
    return new HostBounds(Optional.empty(), OptionalLong.of(bytesPerSecond));
  }

  private static List<Allowance> told(ScriptedHome home) {
    return home.heard().stream().filter(ToHome::hasAllowance).map(ToHome::getAllowance).toList();
  }

  @Test
  void a_home_is_told_of_a_pause_before_its_vault_is_open_and_of_its_end() {
    Simulation.run(
        1,
        (box, vault) -> {
          box.server.allow(paused());
          ScriptedHome home = box.connect(vault.writer.id());
          home.open(vault.id);
          assertThat(told(home)).hasSize(1);
          assertThat(told(home).getFirst().getPausedUntilMillis()).isEqualTo(LATER.toEpochMilli());

          box.server.allow(HostBounds.NONE);

          home.await(it -> it.hasAllowance() && it.getAllowance().getPausedUntilMillis() == 0);
          box.server.allow(HostBounds.NONE);
          box.tasks.sleep(Duration.ofMinutes(1));
          assertThat(told(home)).as("what is the same is not told again").hasSize(2);
        });
  }

  @Test
  void a_home_of_a_box_without_bounds_hears_of_none() {
    Simulation.run(
        1,
        (box, vault) -> {
          ScriptedHome home = box.open(vault, vault.writer);
          home.settle(home.put(vault.chunk(100)));
          assertThat(told(home)).isEmpty();
        });
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void a_paused_box_takes_no_object_and_the_same_session_goes_on_afterwards(long seed) {
    Simulation.run(
        seed,
        (box, vault) -> {
          ScriptedHome home = box.open(vault, vault.writer);
          byte[] before = vault.chunk(100_000);
          home.settle(home.put(before));
          box.server.allow(paused());
          List<byte[]> chunks = Puts.chunks(vault, 3, 100_000);
          Puts.putAll(box, home, chunks);

          box.tasks.sleep(Duration.ofHours(5));

          assertThat(box.store(vault.id).objects).hasSize(1);
          assertThat(box.outcomes).as("nobody was thrown out").isEmpty();
          ObjectAnswer read = home.get(List.of(TestVault.id(before))).getFirst();
          assertThat(((ObjectAnswer.Found) read).stored()).isEqualTo(before);
          box.server.allow(HostBounds.NONE);
          assertThat(home.settle(4).getStored().getNumber()).isEqualTo(4);
          assertThat(box.store(vault.id).objects).hasSize(4);
        });
  }

  @Test
  void what_was_on_its_way_when_the_pause_began_is_taken_whole_or_not_at_all() {
    Simulation.run(
        1,
        (box, vault) -> {
          box.server.allow(atMost(100_000));
          ScriptedHome home = box.open(vault, vault.writer);
          Puts.putAll(box, home, Puts.chunks(vault, 4, 500_000));
          box.tasks.sleep(Duration.ofSeconds(2));

          box.server.allow(paused());
          box.tasks.sleep(Duration.ofHours(1));

          assertThat(box.store(vault.id).objects).hasSize(1);
          box.server.allow(HostBounds.NONE);
          home.settle(4);
          assertThat(box.store(vault.id).objects).hasSize(4);
        });
  }

  @ParameterizedTest
  @ValueSource(longs = {12_500, 125_000, 1_250_000})
  void no_more_is_received_than_the_bound_lets_through(long bytesPerSecond) {
    Simulation.run(
        1,
        (box, vault) -> {
          box.server.allow(atMost(bytesPerSecond));
          ScriptedHome home = box.open(vault, vault.writer);
          assertThat(told(home).getFirst().getBytesPerSecond()).isEqualTo(bytesPerSecond);
          int bytes = (int) Math.min(4 << 20, bytesPerSecond * 10);
          List<byte[]> chunks = Puts.chunks(vault, 4, bytes);
          Duration began = box.tasks.running();
          Puts.putAll(box, home, chunks);
          home.settle(4);
          mustFit(4L * bytes, bytesPerSecond, box.tasks.running().minus(began));
        });
  }

  /// No more than the bound lets through, and no less than most of it.
  private static void mustFit(long bytes, long bytesPerSecond, Duration took) {
    long most = bytesPerSecond * took.plus(Pace.CREDIT).toMillis() / 1_000 + Pace.PIECE_BYTES_MAX;
    assertThat(bytes).isLessThanOrEqualTo(most);
    assertThat(took.toMillis()).isLessThan(1_200 * bytes / bytesPerSecond + 2_000);
  }

  @Test
  void the_longest_objects_come_in_at_the_lowest_bound_and_nobody_is_thrown_out_for_it() {
    Simulation.run(
        1,
        (box, vault) -> {
          box.server.allow(atMost(12_500));
          ScriptedHome home = box.open(vault, vault.writer);
          Pace pace = new Pace(box.tasks, box.tasks); // as a home has one that was told
          pace.bound(OptionalLong.of(told(home).getFirst().getBytesPerSecond()));
          try (TaskGroup group = new TaskGroup(box.tasks)) {
            for (int i = 1; i <= 2; i++) {
              PutWriter stream = new PutWriter(home.link.open(), pace);
              byte[] chunk = vault.chunk(Limits.OBJECT_BYTES_MAX);
              int number = i;
              group.start("put", () -> stream.put(number, chunk));
            }
            group.start("stock is taken", () -> allowEachMinute(box, atMost(12_500)));
            assertThat(home.settle(2).getStored().getNumber()).isEqualTo(2);
          }
          assertThat(box.outcomes).isEmpty();
        });
  }

  private static void allowEachMinute(SimulatedBox box, HostBounds bounds)
      throws InterruptedException {
    while (true) {
      box.server.allow(bounds);
      box.tasks.sleep(Duration.ofMinutes(1));
    }
  }

  @Test
  void an_object_that_was_slow_because_of_a_bound_is_not_late_when_the_bound_is_lifted() {
    Simulation.run(
        1,
        (box, vault) -> {
          box.server.allow(atMost(12_500));
          ScriptedHome home = box.open(vault, vault.writer);
          Puts.put(box, home, 1, vault.chunk(8 << 20));
          box.tasks.sleep(Duration.ofMinutes(5));
          box.server.allow(HostBounds.NONE);
          assertThat(home.settle(1).getStored().getNumber()).isEqualTo(1);
          assertThat(box.outcomes).isEmpty();
        });
  }

  @Test
  void a_home_that_sends_nothing_is_thrown_out_under_a_bound_too() {
    Simulation.run(
        1,
        (box, vault) -> {
          box.server.allow(atMost(12_500));
          ScriptedHome home = box.open(vault, vault.writer);
          Puts.begin(home, 1, 100_000);
          assertThat(home.awaitEnd()).contains("object 1 did not arrive within");
        });
  }

  @Test
  void all_homes_together_get_no_more_and_each_is_told_its_share() {
    Simulation.run(
        1,
        (box, vault) -> {
          box.server.allow(atMost(200_000));
          List<ScriptedHome> homes = new ArrayList<>();
          for (int i = 0; i < 2; i++) homes.add(box.open(vault, vault.writer));
          homes.getFirst().await(it -> it.getAllowance().getBytesPerSecond() == 100_000);
          assertThat(told(homes.getLast()).getLast().getBytesPerSecond()).isEqualTo(100_000);
          Duration began = box.tasks.running();
          try (TaskGroup group = new TaskGroup(box.tasks)) {
            for (ScriptedHome home : homes) {
              byte[] chunk = vault.chunk(2_000_000);
              group.start("puts", () -> home.settle(home.put(chunk)));
            }
            group.join();
          }
          mustFit(4_000_000, 200_000, box.tasks.running().minus(began));
          homes.getFirst().link.close();
          homes.getLast().await(it -> it.getAllowance().getBytesPerSecond() == 200_000);
        });
  }

  @Test
  void no_more_is_sent_than_the_bound_lets_through() {
    Simulation.run(
        1,
        (box, vault) -> {
          ScriptedHome home = box.open(vault, vault.writer);
          byte[] chunk = vault.chunk(2_000_000);
          home.settle(home.put(chunk));
          box.server.allow(atMost(100_000));
          Duration began = box.tasks.running();
          home.get(List.of(TestVault.id(chunk)));
          mustFit(2_000_000, 100_000, box.tasks.running().minus(began));
        });
  }

  @Test
  void a_box_that_was_shut_has_ended_all_sessions_and_opens_nothing_until_it_goes_on() {
    Simulation.run(
        1,
        (box, vault) -> {
          ScriptedHome before = box.open(vault, vault.writer);
          before.settle(before.put(vault.chunk(100)));
          box.server.shut();
          box.server.endSessions();
          before.awaitEnd();
          assertThat(box.server.sessions()).isZero();

          ScriptedHome refused = box.connect(vault.writer.id());
          Duration began = box.tasks.running();
          assertThat(catchFailure(refused, vault)).contains("safe to unplug");
          assertThat(box.tasks.running().minus(began)).isGreaterThanOrEqualTo(Session.SHUT_MAX);
          ScriptedHome waits = box.connect(vault.writer.id());
          box.tasks.start(
              "go on",
              () -> {
                box.tasks.sleep(Duration.ofSeconds(3));
                box.server.unshut();
              });
          waits.open(vault.id);
          assertThat(waits.settle(waits.put(vault.chunk(100))).getStored().getNumber())
              .isEqualTo(1);
        });
  }

  private static String catchFailure(ScriptedHome home, TestVault vault) throws Exception {
    try {
      home.open(vault.id);
      return "it was opened";
    } catch (FailureException e) {
      assertThat(e.code()).isEqualTo(Failure.Code.BOX_TROUBLE);
      return e.getMessage();
    }
  }

  @Test
  void a_box_that_ends_while_it_is_shut_waits_for_nobody() {
    Simulation.run(
        1,
        (box, vault) -> {
          box.server.shut();
          ScriptedHome home = box.connect(vault.writer.id());
          box.tasks.start(
              "opens",
              () -> {
                try {
                  home.open(vault.id);
                } catch (java.io.IOException e) {
                  // the box has ended
                }
              });
          box.tasks.sleep(Duration.ofSeconds(1));
          Duration began = box.tasks.running();
          box.server.close();
          box.server.join();
          assertThat(box.tasks.running().minus(began)).isLessThan(Duration.ofSeconds(5));
        });
  }
}
