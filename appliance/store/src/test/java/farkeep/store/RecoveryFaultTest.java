package farkeep.store;

import static org.assertj.core.api.Assertions.assertThat;

import farkeep.testkit.disk.SimulatedDisk;
import farkeep.testkit.disk.SimulatedDisk.Fault;
import farkeep.testkit.tasks.SimulatedTasks;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// A force fails, and in the process that follows the n-th operation of recovery does, for each n
/// until the store opens. The next process finds in the cache what those before could not write,
/// and what it says it keeps must survive a power cut, with the index and without.
class RecoveryFaultTest {
  private static final int WORKLOADS = 12;
  private static final int CUTS = 2;
  private static final int FIRST_FAULT_MAX = 60;
  private static final int OPERATIONS_MAX = 400;

  @Test
  void a_failing_operation_of_recovery_never_lies() {
    int met = 0;
    for (long seed = 1; seed <= WORKLOADS; seed++) {
      for (Fault fault : Fault.values()) met += failEverywhere(seed, fault);
    }
    assertThat(met).isGreaterThan(WORKLOADS * Fault.values().length);
  }

  private static int failEverywhere(long seed, Fault fault) {
    int n = 0;
    try {
      while (failAt(n, fault, seed)) assertThat(++n).isLessThan(OPERATIONS_MAX);
    } catch (Error | RuntimeException e) {
      throw new AssertionError(
          "workload %d %s, %s at operation %d of recovery: %s"
              .formatted(seed, Workloads.of(seed), fault, n, e),
          e);
    }
    return n;
  }

  /// @return whether the fault was met
  private static boolean failAt(int n, Fault fault, long seed) {
    SimulatedDisk left = new SimulatedDisk(1 << 30);
    WitnessedStore witness = witness(left, seed);
    left.planFault(n, fault);
    openAndCut(witness, left, seed);
    boolean met = left.faultMet();
    left.planFault(Long.MAX_VALUE / 2, fault);
    assertThat(openAndCut(witness, left, seed)).as("it opens once nothing fails").isTrue();
    return met;
  }

  /// A store that stopped because a force had failed.
  private static WitnessedStore witness(SimulatedDisk disk, long seed) {
    List<WitnessedStore> made = new ArrayList<>();
    SimulatedTasks tasks = new SimulatedTasks(seed);
    tasks.run(() -> {
      WitnessedStore store = new WitnessedStore(tasks, disk, TestSettings.SMALL);
      made.add(store);
      disk.planFault(new SplittableRandom(seed).nextInt(FIRST_FAULT_MAX), Fault.FORCE_FAILS);
      try {
        Workloads.of(seed).run(store, tasks);
      } catch (Exception e) {
        // told
      }
      try {
        store.close();
      } catch (IOException e) {
        // told again
      }
    });
    disk.endProcess();
    return made.getFirst();
  }

  private interface Use {
    void of(VaultStore store) throws IOException;
  }

  private static void open(SimulatedDisk disk, long seed, Use use) {
    SimulatedTasks tasks = new SimulatedTasks(seed);
    tasks.run(() -> {
      try (VaultStore store =
          WitnessedStore.open(tasks, disk, TestSettings.SMALL, new ArrayList<>())) {
        use.of(store);
      } catch (IOException e) {
        // told
      }
    });
    disk.endProcess();
  }

  /// @return whether it opened
  private static boolean openAndCut(WitnessedStore witness, SimulatedDisk disk, long seed) {
    List<Runnable> cuts = new ArrayList<>();
    open(
        disk,
        seed + 1,
        store -> {
          WitnessedStore.Seen seen = witness.seenIn(store);
          for (int cut = 0; cut < CUTS; cut++) {
            SimulatedDisk left = disk.crashedCopy(seed + cut);
            if (cut % 2 == 1) removeIndex(left, WitnessedStore.PLACE.directory());
            long own = cut;
            cuts.add(() -> witness.check(left, disk.operations(), own, seen));
          }
        });
    cuts.forEach(Runnable::run);
    return !cuts.isEmpty();
  }

  private static void removeIndex(SimulatedDisk disk, String directory) throws IOException {
    for (String name : disk.list(directory)) {
      if (name.endsWith(".fki")) disk.delete(directory + "/" + name);
    }
  }
}
