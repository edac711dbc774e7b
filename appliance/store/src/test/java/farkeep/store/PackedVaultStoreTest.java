package farkeep.store;

import farkeep.objects.system.SystemClocks;
import farkeep.objects.system.SystemTasks;
import farkeep.testkit.SeededRandomness;
import farkeep.testkit.disk.SimulatedDisk;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/// The contract on a simulated disk, whose power is cut after each test.
class PackedVaultStoreTest extends ObjectStoreContract {
  private static final int CRASHES = 16;

  private final SimulatedDisk disk = new SimulatedDisk(1 << 30);
  private VaultStore store;

  private VaultStore open(SimulatedDisk on) throws IOException {
    StorePorts ports =
        new StorePorts(on, new SystemTasks(), new SystemClocks(), new SeededRandomness(1), _ -> {});
    return PackedVaultStore.open(ports, WitnessedStore.PLACE, TestSettings.SMALL);
  }

  @BeforeEach
  void open() throws IOException {
    store = open(disk);
  }

  @AfterEach
  void crash() throws Exception {
    for (int seed = 0; seed < CRASHES; seed++) {
      try (VaultStore left = open(disk.crashedCopy(seed))) {
        checkForced(left);
      }
    }
    store.close();
    for (int seed = 0; seed < CRASHES; seed++) {
      try (VaultStore left = open(disk.crashedCopy(seed))) {
        checkAdmitted(left);
      }
    }
  }

  @Override
  ObjectStore store() {
    return store;
  }
}
