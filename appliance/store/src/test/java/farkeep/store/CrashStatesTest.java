package farkeep.store;

import static org.assertj.core.api.Assertions.assertThat;

import farkeep.testkit.disk.CrashPoints;
import farkeep.testkit.disk.SimulatedDisk;
import farkeep.testkit.disk.SimulatedDisk.Fault;
import farkeep.testkit.proof.Proof;
import farkeep.testkit.tasks.SimulatedTasks;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// The power is cut at every operation of short workloads, and again while the store comes back:
/// what is found then must keep what was acknowledged, and open by itself.
@Tag("proof")
class CrashStatesTest {
  /// Disks that each cut leaves. A workload comes three times, each time with other ones.
  private static final int VARIANTS = 6;

  /// Every so many of the disks that a cut leaves are cut off once more while they are opened.
  private static final int CUT_TWICE_EVERY = 4;

  /// Operations that an opening may get to before the second cut.
  private static final int OPENING_OPERATIONS = 24;

  @Test
  void nothing_acknowledged_is_lost_wherever_the_power_is_cut() throws Exception {
    AtomicLong twice = new AtomicLong();
    try (Proof proof = Proof.of("crash states", "states of the disk", Workloads.CANONICAL)) {
      while (proof.next()) proof.count(cutEverywhere(proof.seed(), twice));
      proof.passed();
    }
    assertThat(twice.get()).as("openings that were cut off themselves").isPositive();
  }

  private static int cutEverywhere(long seed, AtomicLong twice) throws Exception {
    Workloads workload = Workloads.of(seed);
    SimulatedDisk disk = new SimulatedDisk(1 << 30).recording();
    SimulatedTasks tasks = new SimulatedTasks(seed);
    List<WitnessedStore> made = new ArrayList<>();
    tasks.run(() -> {
      WitnessedStore store = new WitnessedStore(tasks, disk, TestSettings.SMALL);
      made.add(store);
      workload.run(store, tasks);
      store.close();
    });
    WitnessedStore witness = made.getFirst();
    try {
      return new CrashPoints(disk)
          .each(
              seed * 1_000_003,
              VARIANTS,
              (left, operations, own) -> {
                SimulatedDisk found = left;
                if (Math.floorMod(own, CUT_TWICE_EVERY) == 0) {
                  found = cutWhileOpening(left, own);
                  twice.incrementAndGet();
                }
                witness.check(found, operations, own);
              });
    } catch (Error e) {
      throw new AssertionError("seed %d, workload %s: %s".formatted(seed, workload, e), e);
    }
  }

  /// Opens a store and cuts the power at one of its operations, or after the last.
  private static SimulatedDisk cutWhileOpening(SimulatedDisk left, long seed) {
    left.planFault(Math.floorMod(seed / CUT_TWICE_EVERY, OPENING_OPERATIONS), Fault.IO_ERROR);
    SimulatedTasks tasks = new SimulatedTasks(seed);
    SimulatedDisk[] after = new SimulatedDisk[1];
    tasks.run(() -> {
      List<StoreEvent> said = new ArrayList<>();
      try (VaultStore _ = WitnessedStore.open(tasks, left, TestSettings.SMALL, said)) {
        after[0] = left.crash(seed);
      } catch (IOException e) {
        // the fault, or the power that is gone
      }
    });
    return after[0] == null ? left.crash(seed) : after[0];
  }
}
