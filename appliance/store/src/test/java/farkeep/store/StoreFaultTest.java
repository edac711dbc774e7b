package farkeep.store;

import static org.assertj.core.api.Assertions.assertThat;

import farkeep.testkit.disk.SimulatedDisk;
import farkeep.testkit.disk.SimulatedDisk.Fault;
import farkeep.testkit.objects.SampleObjects;
import farkeep.testkit.objects.SampleObjects.Sample;
import farkeep.testkit.tasks.SimulatedTasks;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The n-th operation of the disk fails, for each n until a workload succeeds: nothing is
/// acknowledged that a power cut then takes away, and nothing hangs.
class StoreFaultTest {
  private static final int CRASHES = 3;
  private static final int OPERATIONS_MAX = 1_000;

  @ParameterizedTest
  @EnumSource(Fault.class)
  void a_failing_operation_never_lies(Fault fault) {
    int met = 0;
    for (int n = 0; n < OPERATIONS_MAX; n++) {
      if (!failAt(n, fault)) {
        assertThat(met).isGreaterThan(5);
        return;
      }
      met++;
    }
    throw new AssertionError("the workload never ended without meeting a fault");
  }

  /// @return whether the fault was met
  private static boolean failAt(int n, Fault fault) {
    SimulatedDisk disk = new SimulatedDisk(1 << 30);
    SimulatedTasks tasks = new SimulatedTasks(n);
    List<WitnessedStore> made = new ArrayList<>();
    tasks.run(() -> {
      WitnessedStore store = new WitnessedStore(tasks, disk, TestSettings.SMALL);
      made.add(store);
      disk.planFault(n, fault);
      try {
        work(store);
      } catch (IOException e) {
        // told, and nothing was acknowledged
      }
      try {
        store.close();
      } catch (IOException e) {
        // told again
      }
    });
    boolean met = disk.faultMet();
    for (int seed = 0; seed < CRASHES; seed++) {
      made.getFirst().check(disk.crashedCopy(seed), disk.operations(), seed);
    }
    return met;
  }

  private static void work(WitnessedStore store) throws Exception {
    SampleObjects samples = new SampleObjects(4);
    store.appendToVaultLog("genesis");
    for (int i = 0; i < 3; i++) {
      Sample chunk = samples.chunk(20_000);
      Sample root = samples.node(List.of(chunk.id()), 100);
      store.admit(chunk);
      store.force(store.admit(root));
      store.move(root.id());
    }
  }
}
