package farkeep.store;

import farkeep.objects.Bytes32;
import farkeep.objects.PeerId;
import farkeep.objects.system.SystemClocks;
import farkeep.objects.system.SystemDisk;
import farkeep.objects.system.SystemTasks;
import farkeep.testkit.SeededRandomness;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

class PackedVaultStoreOnSystemDiskTest extends ObjectStoreContract {
  @TempDir Path directory;
  private VaultStore store;

  @BeforeEach
  void open() throws IOException {
    StorePorts ports =
        new StorePorts(
            new SystemDisk(directory),
            new SystemTasks(),
            new SystemClocks(),
            new SeededRandomness(1),
            _ -> {});
    VaultPlace place = new VaultPlace("vaults/one", new PeerId(new Bytes32(1, 2, 3, 4)));
    store = PackedVaultStore.open(ports, place, TestSettings.SMALL);
  }

  @AfterEach
  void close() throws IOException {
    store.close();
  }

  @Override
  ObjectStore store() {
    return store;
  }
}
