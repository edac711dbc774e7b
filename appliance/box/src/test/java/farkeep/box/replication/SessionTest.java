package farkeep.box.replication;

import static org.assertj.core.api.Assertions.assertThat;

import farkeep.link.protocol.ObjectAnswer;
import farkeep.link.protocol.ToHome;
import farkeep.objects.ObjectKind;
import farkeep.objects.log.HeadMove;
import farkeep.testkit.tasks.SimulatedTasks;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a home may say, and what it gets for an answer. Each test runs with several seeds, that is,
/// with its tasks in several orders.
class SessionTest {
  private interface Script {
    void run(SimulatedBox box, TestVault vault) throws Exception;
  }

  private static void simulate(long seed, Script script) {
    SimulatedTasks tasks = new SimulatedTasks(seed);
    tasks.run(() -> {
      SimulatedBox box = new SimulatedBox(tasks);
      TestVault vault = new TestVault(tasks.randomness());
      box.keep(vault);
      script.run(box, vault);
      box.server.close();
      box.server.join();
    });
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void objects_are_put_committed_and_got_back(long seed) {
    simulate(
        seed,
        (box, vault) -> {
          ScriptedHome home = box.open(vault, vault.writer);
          byte[] chunk = vault.chunk(100_000);
          byte[] root = vault.node(ObjectKind.PATH_NODE, 0, List.of(TestVault.id(chunk)));
          byte[] snapshot = vault.snapshot(TestVault.id(root), List.of(), 1, vault.writer);
          home.put(chunk);
          home.put(root);
          long last = home.put(snapshot);
          HeadMove move =
              vault.move(box.id, Optional.empty(), TestVault.id(snapshot), vault.writer);
          ToHome moved = home.commit(move, last);
          assertThat(ScriptedHome.entry(moved)).isEqualTo(move.hash().value());
          home.await(word -> word.getStored().getNumber() == 3);
          assertThat(box.store(vault.id).durable()).isEqualTo(3);
          List<ObjectAnswer> got = home.get(List.of(TestVault.id(root), TestVault.id(chunk)));
          assertThat(((ObjectAnswer.Found) got.get(0)).stored()).isEqualTo(root);
          assertThat(((ObjectAnswer.Found) got.get(1)).stored()).isEqualTo(chunk);
        });
  }
}
