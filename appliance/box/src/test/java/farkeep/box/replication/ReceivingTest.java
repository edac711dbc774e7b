package farkeep.box.replication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import farkeep.link.carrier.LinkStream;
import farkeep.link.protocol.Opening;
import farkeep.link.protocol.PutWriter;
import farkeep.link.protocol.Refused;
import farkeep.link.protocol.ToHome;
import farkeep.link.protocol.WireIds;
import farkeep.objects.Limits;
import farkeep.objects.ObjectId;
import farkeep.objects.ObjectKind;
import farkeep.objects.port.TaskGroup;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// How objects come in: in order, bounded, acknowledged only when durable.
class ReceivingTest {
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void objects_on_several_streams_are_admitted_in_the_order_of_their_numbers(long seed) {
    Simulation.run(
        seed,
        (box, vault) -> {
          ScriptedHome home = box.open(vault, vault.writer);
          List<byte[]> chunks = chunks(vault, 8, 50_000);
          List<ObjectId> children = chunks.stream().map(TestVault::id).toList();
          byte[] node = vault.node(ObjectKind.FILE_NODE, 0, children);
          try (TaskGroup group = new TaskGroup(box.tasks)) {
            // The node has the last number, and is sent first.
            home.putStream().put(9, node);
            for (int first = 0; first < 4; first++) {
              int stream = first;
              PutWriter put = home.putStream();
              group.start(
                  "put",
                  () -> {
                    put.put(stream + 1, chunks.get(stream));
                    put.put(stream + 5, chunks.get(stream + 4));
                  });
            }
            group.join();
          }
          assertThat(home.settle(9).getStored().getNumber()).isEqualTo(9);
          assertThat(home.heard()).noneMatch(ToHome::hasMissing);
          List<ObjectId> wanted = new ArrayList<>(children);
          wanted.add(TestVault.id(node));
          assertThat(List.copyOf(box.store(vault.id).objects.keySet())).isEqualTo(wanted);
        });
  }

  @Test
  void an_object_without_its_children_names_them_and_is_taken_when_they_are_here() {
    Simulation.run(
        1,
        (box, vault) -> {
          ScriptedHome home = box.open(vault, vault.writer);
          byte[] chunk = vault.chunk(1_000);
          byte[] node = vault.node(ObjectKind.FILE_NODE, 0, List.of(TestVault.id(chunk)));
          long number = home.put(node);
          ToHome missing = home.await(ToHome::hasMissing);
          assertThat(missing.getMissing().getNumber()).isEqualTo(number);
          assertThat(missing.getMissing().getChildrenList())
              .containsExactly(WireIds.of(TestVault.id(chunk).value()));
          home.put(chunk);
          home.settle(home.put(node));
          assertThat(box.store(vault.id).objects).containsKey(TestVault.id(node));
        });
  }

  @Test
  void more_missing_children_than_one_answer_holds_are_named_in_part() {
    Simulation.run(
        1,
        (box, vault) -> {
          ScriptedHome home = box.open(vault, vault.writer);
          List<ObjectId> children = new ArrayList<>();
          for (int i = 0; i <= OpenVault.MISSING_IDS_MAX; i++) {
            children.add(ObjectId.of(box.tasks.randomness().bytes(32)));
          }
          home.put(vault.node(ObjectKind.FILE_NODE, 0, children));
          assertThat(home.await(ToHome::hasMissing).getMissing().getChildrenCount())
              .isEqualTo(OpenVault.MISSING_IDS_MAX);
        });
  }

  @Test
  void what_is_no_object_is_refused_and_the_session_goes_on() {
    Simulation.run(
        1,
        (box, vault) -> {
          ScriptedHome home = box.open(vault, vault.writer);
          long bad = home.put(new byte[100]);
          Refused refused = home.await(ToHome::hasRefused).getRefused();
          assertThat(refused.getNumber()).isEqualTo(bad);
          assertThat(refused.getReason()).contains("magic is not FKO");
          assertThat(home.settle(home.put(vault.chunk(100))).getStored().getNumber()).isEqualTo(2);
        });
  }

  @Test
  void small_objects_share_a_force_and_nothing_is_acknowledged_before_it() {
    Simulation.run(
        1,
        (box, vault) -> {
          MemoryVaultStore store = box.store(vault.id);
          store.forceTime = Duration.ofMillis(100);
          ScriptedHome home = box.open(vault, vault.writer);
          for (int i = 0; i < 100; i++) home.put(vault.chunk(100));
          home.await(word -> word.getStored().getNumber() == 100);
          assertThat(store.durable()).isEqualTo(100);
          assertThat(store.forces).isLessThan(5);
        });
  }

  @Test
  void a_force_that_fails_is_never_acknowledged() {
    Simulation.run(
        1,
        (box, vault) -> {
          box.store(vault.id).failing = true;
          ScriptedHome home = box.open(vault, vault.writer);
          long number = home.put(vault.chunk(100));
          assertThatThrownBy(() -> home.settle(number)).isInstanceOf(IOException.class);
          home.awaitEnd();
          assertThat(home.heard()).noneMatch(ToHome::hasStored);
          assertThat(box.outcomes).containsExactly("the disk is gone");
        });
  }

  @Test
  void a_full_disk_is_said_with_its_figures_and_the_session_goes_on() {
    Simulation.run(
        1,
        (box, vault) -> {
          box.store(vault.id).freeBytes = 1_000;
          ScriptedHome home = box.open(vault, vault.writer);
          long number = home.put(vault.chunk(2_000));
          ToHome full = home.await(ToHome::hasFull);
          assertThat(full.getFull().getNumber()).isEqualTo(number);
          assertThat(full.getFull().getFreeBytes()).isEqualTo(1_000);
          assertThat(full.getFull().getNeededBytes()).isEqualTo(2_000);
          home.put(vault.chunk(2_000));
          assertThat(home.settle(home.put(vault.chunk(500))).hasStored()).isTrue();
          assertThat(box.events)
              .filteredOn(event -> event.kind().equals("box-was-full"))
              .hasSize(1);
        });
  }

  @Test
  void more_than_the_most_unacknowledged_bytes_end_the_session_with_the_figures() {
    Simulation.run(
        1,
        (box, vault) -> {
          box.store(vault.id).forceTime = Duration.ofMinutes(1);
          ScriptedHome home = box.open(vault, vault.writer);
          byte[] chunk = vault.chunk(4 << 20);
          putAll(box, home, List.of(chunk, chunk, chunk, chunk, chunk));
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
          begin(home, 1, Limits.OBJECT_BYTES_MAX + 1);
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
          LinkStream stream = begin(home, 1, 1_000);
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

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void an_object_whose_stream_broke_comes_again_under_its_number(long seed) {
    Simulation.run(
        seed,
        (box, vault) -> {
          ScriptedHome home = box.open(vault, vault.writer);
          byte[] chunk = vault.chunk(1 << 20);
          LinkStream broken = begin(home, 1, chunk.length);
          broken.output().write(chunk, 0, 1_000);
          if (seed % 2 == 0) broken.reset();
          home.putStream().put(1, chunk);
          assertThat(home.settle(1).getStored().getNumber()).isEqualTo(1);
          home.putStream().put(1, chunk);
          home.putStream().put(2, vault.chunk(100));
          assertThat(home.settle(2).getStored().getNumber()).isEqualTo(2);
          assertThat(box.store(vault.id).objects).hasSize(2);
        });
  }

  @Test
  void a_number_that_comes_again_with_another_length_ends_the_session() {
    Simulation.run(
        1,
        (box, vault) -> {
          ScriptedHome home = box.open(vault, vault.writer);
          begin(home, 1, 1_000);
          box.tasks.sleep(Duration.ofSeconds(1));
          begin(home, 1, 2_000);
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
              List<byte[]> chunks = chunks(vault, 4, 7 << 19);
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
              put(box, home, number, vault.chunk(7 << 20));
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

  private static List<byte[]> chunks(TestVault vault, int count, int bytes) {
    List<byte[]> chunks = new ArrayList<>();
    for (int i = 0; i < count; i++) chunks.add(vault.chunk(bytes));
    return chunks;
  }

  /// Begins an object and leaves it there.
  private static LinkStream begin(ScriptedHome home, long number, int bytes) throws Exception {
    LinkStream stream = home.link.open();
    new Opening.Put().write(stream);
    ByteBuffer header = ByteBuffer.allocate(PutWriter.RECORD_HEADER_BYTES);
    stream.output().write(header.putLong(number).putInt(bytes).array());
    return stream;
  }

  private static void put(SimulatedBox box, ScriptedHome home, long number, byte[] stored) {
    box.tasks.start(
        "put",
        () -> {
          try {
            home.putStream().put(number, stored);
          } catch (IOException e) {
            // the box has ended the session
          }
        });
  }

  private static void putAll(SimulatedBox box, ScriptedHome home, List<byte[]> all) {
    box.tasks.start(
        "put all",
        () -> {
          try {
            for (byte[] stored : all) home.put(stored);
          } catch (IOException e) {
            // the box has ended the session
          }
        });
  }
}
