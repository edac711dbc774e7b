package farkeep.store;

import static org.assertj.core.api.Assertions.assertThat;

import farkeep.objects.ObjectId;
import farkeep.store.ObjectStore.Admission;
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

/// A process ends at any operation, another one opens what it left, shows it to others, and then
/// the power is cut: what was shown, and stood before what was acknowledged since, is still there.
class StoreRestartTest {
  private static final int CRASHES = 6;
  private static final int OPERATIONS_MAX = 1_000;

  /// What the second process showed.
  private record Shown(List<byte[]> heads, List<byte[]> vaultLog, List<Sample> objects) {}

  @ParameterizedTest
  @EnumSource(Fault.class)
  void what_was_found_at_a_start_survives_the_next_power_cut(Fault fault) throws IOException {
    int met = 0;
    for (int n = 0; n < OPERATIONS_MAX; n++) {
      if (!endAt(n, fault)) {
        assertThat(met).isGreaterThan(5);
        return;
      }
      met++;
    }
    throw new AssertionError("the workload never ended without meeting a fault");
  }

  /// @return whether the fault was met
  private static boolean endAt(int n, Fault fault) throws IOException {
    SimulatedDisk disk = new SimulatedDisk(1 << 30);
    disk.makeDirectories("vaults");
    disk.forceDirectory("");
    disk.planFault(n, fault);
    List<Sample> tried = new ArrayList<>();
    SimulatedTasks first = new SimulatedTasks(n);
    first.run(() -> endsSomewhere(first, disk, tried));
    if (!disk.faultMet()) return false;
    disk.endProcess();
    List<Shown> shown = new ArrayList<>();
    List<SimulatedDisk> left = new ArrayList<>();
    SimulatedTasks second = new SimulatedTasks(n);
    second.run(() -> {
      VaultStore store = WitnessedStore.open(second, disk, TestSettings.SMALL, new ArrayList<>());
      shown.add(show(store, tried));
      for (int seed = 0; seed < CRASHES; seed++) left.add(disk.crashedCopy(seed));
      store.close();
    });
    for (SimulatedDisk each : left) {
      SimulatedTasks third = new SimulatedTasks(n);
      third.run(() -> check(third, each, shown.getFirst()));
    }
    return true;
  }

  private static void endsSomewhere(SimulatedTasks tasks, SimulatedDisk disk, List<Sample> tried)
      throws Exception {
    try {
      WitnessedStore store = new WitnessedStore(tasks, disk, TestSettings.SMALL);
      try {
        work(store, tried);
      } finally {
        store.close();
      }
    } catch (IOException e) {
      // the process ends here
    }
  }

  private static void work(WitnessedStore store, List<Sample> tried) throws Exception {
    SampleObjects samples = new SampleObjects(4);
    store.appendToVaultLog("genesis");
    for (int i = 0; i < 3; i++) {
      Sample chunk = samples.chunk(20_000);
      Sample root = samples.node(List.of(chunk.id()), 100);
      tried.addAll(List.of(chunk, root));
      store.admit(chunk);
      store.force(store.admit(root));
      store.move(root.id());
    }
  }

  /// Tells what is there, and acknowledges one object more.
  private static Shown show(VaultStore store, List<Sample> tried) throws Exception {
    List<ObjectId> lacking = store.lacks(tried.stream().map(Sample::id).toList());
    List<Sample> there =
        new ArrayList<>(tried.stream().filter(it -> !lacking.contains(it.id())).toList());
    Sample next = new SampleObjects(5).chunk(100);
    Admission admission = store.admit(next.id(), next.stored());
    store.force(((Admission.Admitted) admission).watermark());
    there.add(next);
    return new Shown(
        store.heads().read(0, Integer.MAX_VALUE),
        store.vaultLog().read(0, Integer.MAX_VALUE),
        there);
  }

  private static void check(SimulatedTasks tasks, SimulatedDisk left, Shown shown)
      throws Exception {
    try (VaultStore store =
        WitnessedStore.open(tasks, left, TestSettings.SMALL, new ArrayList<>())) {
      assertThat(store.heads().read(0, Integer.MAX_VALUE)).containsAll(shown.heads());
      assertThat(store.vaultLog().read(0, Integer.MAX_VALUE)).containsAll(shown.vaultLog());
      for (Sample each : shown.objects()) {
        assertThat(store.get(each.id())).get().isEqualTo(each.stored());
      }
    }
  }
}
