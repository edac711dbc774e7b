package farkeep.box.replication;

import farkeep.box.events.BoxEvent;
import farkeep.box.update.UpdateInbox;
import farkeep.link.carrier.Link;
import farkeep.link.carrier.LinkStream;
import farkeep.link.simulated.SimulatedPair;
import farkeep.objects.PeerId;
import farkeep.objects.SigningKey;
import farkeep.objects.VaultId;
import farkeep.testkit.disk.SimulatedDisk;
import farkeep.testkit.tasks.SimulatedTasks;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The replication of a box over a simulated network, with vaults in memory, AUTH taken as done.
final class SimulatedBox {
  static final long DISK_BYTES = 1L << 41;

  final SimulatedTasks tasks;
  final SimulatedPair pair;
  final PeerId id;
  final SimulatedDisk disk = new SimulatedDisk(DISK_BYTES);
  final Vaults vaults;
  final ReplicationServer server;
  final List<BoxEvent> events = new ArrayList<>();
  final List<String> outcomes = new ArrayList<>();
  private final Map<VaultId, MemoryVaultStore> stores = new HashMap<>();

  SimulatedBox(SimulatedTasks tasks) throws IOException {
    this.tasks = tasks;
    this.pair = new SimulatedPair(tasks);
    this.id = SigningKey.ofSeed(tasks.randomness().bytes(SigningKey.SEED_BYTES)).id();
    this.vaults =
        new Vaults(
            tasks,
            vault -> {
              stores.put(vault, new MemoryVaultStore(tasks));
              return KeptVault.open(vault, stores.get(vault), tasks);
            });
    Surroundings around =
        new Surroundings(
            tasks,
            tasks,
            new UpdateInbox(tasks, disk, 0, events::add, true),
            Itself.silent(id),
            vaults,
            events::add);
    this.server = new ReplicationServer(around, new Records());
  }

  /// Takes a vault in, as pairing does.
  MemoryVaultStore keep(TestVault vault) throws IOException {
    KeptVault kept = vaults.openOrMake(vault.id).orElseThrow();
    kept.append(vault.logEntries())
        .ifPresent(reason -> {
          throw new AssertionError(reason);
        });
    return stores.get(vault.id);
  }

  MemoryVaultStore store(VaultId vault) {
    return stores.get(vault);
  }

  /// A home that has connected as this device and said HELLO.
  ScriptedHome connect(PeerId device) throws IOException, InterruptedException {
    Link dialled = pair.dial();
    Link accepted = pair.listener().accept();
    LinkStream stream = dialled.open();
    tasks.start("box serves", () -> server.serve(accepted, accepted.accept(), device));
    return ScriptedHome.greet(tasks, tasks, dialled, stream);
  }

  /// Connects and opens.
  ScriptedHome open(TestVault vault, SigningKey device) throws IOException, InterruptedException {
    ScriptedHome home = connect(device.id());
    home.open(vault.id);
    return home;
  }

  private final class Records implements ReplicationServer.SessionRecords {
    private long number;

    @Override
    public long began(PeerId device) {
      return ++number;
    }

    @Override
    public void ended(ReplicationServer.Account session, String outcome) {
      outcomes.add(outcome);
    }
  }
}
