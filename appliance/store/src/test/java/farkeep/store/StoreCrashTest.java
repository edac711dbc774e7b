package farkeep.store;

import static org.assertj.core.api.Assertions.assertThat;

import farkeep.objects.ObjectId;
import farkeep.objects.port.Tasks;
import farkeep.testkit.disk.CrashPoints;
import farkeep.testkit.disk.SimulatedDisk;
import farkeep.testkit.objects.SampleObjects;
import farkeep.testkit.objects.SampleObjects.Sample;
import farkeep.testkit.tasks.SimulatedTasks;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The power is cut at every operation of canonical workloads; what is found then must keep what
/// was acknowledged, hand out nothing altered, keep closure and open by itself.
class StoreCrashTest {
  private static final int VARIANTS = 2;
  private static final long SEED = 20_260_101;

  private final SampleObjects samples = new SampleObjects(SEED);

  @FunctionalInterface
  private interface Workload {
    void run(WitnessedStore store, SimulatedTasks tasks) throws Exception;
  }

  private void cutEverywhere(Workload workload) throws Exception {
    SimulatedDisk disk = new SimulatedDisk(1 << 30).recording();
    SimulatedTasks tasks = new SimulatedTasks(SEED);
    List<WitnessedStore> made = new ArrayList<>();
    tasks.run(() -> {
      WitnessedStore store = new WitnessedStore(tasks, disk, TestSettings.SMALL);
      made.add(store);
      workload.run(store, tasks);
      store.close();
    });
    int states = new CrashPoints(disk).each(SEED, VARIANTS, made.getFirst()::check);
    assertThat(states).isGreaterThan(100);
  }

  @Test
  void each_object_forced_by_itself() throws Exception {
    cutEverywhere((store, _) -> {
      for (int i = 0; i < 8; i++) store.force(store.admit(samples.chunk(700 * i)));
    });
  }

  @Test
  void chunks_and_nodes_in_shared_batches() throws Exception {
    cutEverywhere((store, _) -> {
      for (int i = 0; i < 4; i++) store.force(backup(store, 5, 900));
    });
  }

  @Test
  void heads_moved_after_each_backup() throws Exception {
    cutEverywhere((store, _) -> {
      store.appendToVaultLog("genesis");
      for (int i = 0; i < 4; i++) {
        Sample root = samples.node(chunks(store, 3, 500), 100);
        store.admit(root);
        store.move(root.id());
      }
      store.appendToVaultLog("another device");
    });
  }

  @Test
  void packs_rolled_and_sealed_on_the_way() throws Exception {
    cutEverywhere((store, _) -> {
      for (int i = 0; i < 6; i++) backup(store, 8, 3_000);
      store.force(backup(store, 2, 9_000));
    });
  }

  @Test
  void large_objects_among_small_ones() throws Exception {
    cutEverywhere((store, _) -> {
      for (int bytes : new int[] {70_000, 10, 66_000, 5_000}) {
        store.admit(samples.chunk(bytes));
        store.force(backup(store, 2, 100));
      }
    });
  }

  @Test
  void closed_and_opened_again_in_between() throws Exception {
    cutEverywhere((store, _) -> {
      for (int i = 0; i < 3; i++) {
        store.force(backup(store, 4, 2_000));
        backup(store, 2, 300);
        store.reopen();
      }
    });
  }

  @Test
  void several_tasks_beside_each_other() throws Exception {
    cutEverywhere((store, tasks) -> {
      List<Tasks.Task> running = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        running.add(tasks.start("sender " + i, () -> store.force(backup(store, 4, 1_500))));
      }
      for (Tasks.Task each : running) each.join();
    });
  }

  @Test
  void nothing_forced_but_by_time() throws Exception {
    cutEverywhere((store, tasks) -> {
      for (int i = 0; i < 5; i++) {
        backup(store, 3, 400);
        tasks.sleep(Duration.ofMillis(200));
      }
    });
  }

  /// Admits chunks and a node above them.
  ///
  /// @return the node's watermark
  private long backup(WitnessedStore store, int chunks, int payloadBytes) throws Exception {
    return store.admit(samples.node(chunks(store, chunks, payloadBytes), payloadBytes / 4));
  }

  private List<ObjectId> chunks(WitnessedStore store, int count, int payloadBytes)
      throws Exception {
    List<ObjectId> ids = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Sample chunk = samples.chunk(payloadBytes);
      store.admit(chunk);
      ids.add(chunk.id());
    }
    return ids;
  }
}
