package farkeep.store;

import farkeep.testkit.disk.SimulatedDisk;
import farkeep.testkit.disk.SimulatedDisk.Fault;
import farkeep.testkit.proof.Proof;
import farkeep.testkit.tasks.SimulatedTasks;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// The n-th operation of the disk fails, for each n until a workload succeeds: nothing is
/// acknowledged that a power cut then takes away, and nothing hangs. The box starts again after a
/// failure, so a second process looks at the same disk, whose cache may hold what never reached it.
@Tag("proof")
class StoreFaultTest {
  private static final int WORKLOADS = 5;
  private static final int CRASHES = 3;
  private static final int OPERATIONS_MAX = 1_000;

  @Test
  void a_failing_operation_never_lies() {
    try (Proof proof = Proof.of("failing disk operations", "failures", WORKLOADS)) {
      while (proof.next()) {
        for (Fault fault : Fault.values()) proof.count(failEverywhere(workload(proof), fault));
      }
      proof.passed();
    }
  }

  /// Triples first: they have the most operations.
  private static long workload(Proof proof) {
    long seed = proof.seed();
    return seed <= Workloads.CANONICAL ? Workloads.CANONICAL + 1 - seed : seed;
  }

  private static int failEverywhere(long seed, Fault fault) {
    int n = 0;
    try {
      while (failAt(n, fault, seed)) {
        if (++n > OPERATIONS_MAX) throw new AssertionError("the workload never ends");
      }
    } catch (Error | RuntimeException e) {
      throw new AssertionError(
          "seed %d, workload %s, %s at operation %d: %s"
              .formatted(seed, Workloads.of(seed), fault, n, e),
          e);
    }
    return n;
  }

  /// @return whether the fault was met
  private static boolean failAt(int n, Fault fault, long seed) {
    SimulatedDisk disk = new SimulatedDisk(1 << 30);
    SimulatedTasks tasks = new SimulatedTasks(n);
    List<WitnessedStore> made = new ArrayList<>();
    tasks.run(() -> {
      WitnessedStore store = new WitnessedStore(tasks, disk, TestSettings.SMALL);
      made.add(store);
      disk.planFault(n, fault);
      try {
        Workloads.of(seed).run(store, tasks);
      } catch (Exception e) {
        // told, and nothing was acknowledged
      }
      try {
        store.close();
      } catch (IOException e) {
        // told again
      }
    });
    boolean met = disk.faultMet();
    disk.planFault(Long.MAX_VALUE / 2, fault);
    WitnessedStore witness = made.getFirst();
    for (int crash = 0; crash < CRASHES; crash++) {
      witness.check(disk.crashedCopy(crash), disk.operations(), crash);
    }
    if (met) startAgainAndCut(witness, disk, n);
    return met;
  }

  /// What a second process says it keeps is kept, too.
  private static void startAgainAndCut(WitnessedStore witness, SimulatedDisk disk, long seed) {
    List<Runnable> cuts = new ArrayList<>();
    SimulatedTasks tasks = new SimulatedTasks(seed);
    tasks.run(() -> {
      WitnessedStore.Seen seen;
      try (VaultStore store =
          WitnessedStore.open(tasks, disk, TestSettings.SMALL, new ArrayList<>())) {
        seen = witness.seenIn(store);
        for (int crash = 0; crash < CRASHES; crash++) {
          SimulatedDisk left = disk.crashedCopy(seed + crash);
          long own = crash;
          cuts.add(() -> witness.check(left, disk.operations(), own, seen));
        }
      }
    });
    cuts.forEach(Runnable::run);
  }
}
