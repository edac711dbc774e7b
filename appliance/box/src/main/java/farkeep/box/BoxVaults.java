package farkeep.box;

import farkeep.box.events.BoxEvent;
import farkeep.box.pairing.ForgottenPairings;
import farkeep.box.replication.KeptVault;
import farkeep.box.replication.Vaults;
import farkeep.objects.PeerId;
import farkeep.objects.VaultId;
import farkeep.store.PackedVaultStore;
import farkeep.store.StoreEvents;
import farkeep.store.StorePorts;
import farkeep.store.StoreSettings;
import farkeep.store.VaultPlace;
import java.io.IOException;

/// Where the vaults of a box lie: one directory each below `vaults`, named by the vault's id.
final class BoxVaults {
  /// The directory of all of them.
  static final String DIRECTORY = "vaults";

  private final BoxPorts ports;
  private final PeerId box;
  private final StoreSettings settings;
  private final CatalogueRows events;
  private final StoreEvents storeEvents;
  private final ForgottenPairings forgotten;

  /// @param events who is told, and follows what changes in vaults
  /// @param storeEvents who is told what stores find by themselves
  /// @param forgotten whom the box lets in no more
  BoxVaults(
      BoxPorts ports,
      PeerId box,
      StoreSettings settings,
      CatalogueRows events,
      StoreEvents storeEvents,
      ForgottenPairings forgotten) {
    this.forgotten = forgotten;
    this.ports = ports;
    this.box = box;
    this.settings = settings;
    this.events = events;
    this.storeEvents = storeEvents;
  }

  /// Opens all vaults that are there.
  ///
  /// @throws IOException one can't be opened
  Vaults openAll() throws IOException {
    Vaults vaults = new Vaults(ports.tasks(), this::open);
    for (String name : ports.disk().list(DIRECTORY)) {
      if (!name.matches("[0-9a-f]{64}")) continue;
      boolean room = vaults.openOrMake(VaultId.ofHex(name)).isPresent();
      if (!room) {
        vaults.close();
        throw new IOException(
            "more than %d vaults in %s; a box keeps no more: move some to another box"
                .formatted(Vaults.VAULTS_MAX, DIRECTORY));
      }
    }
    return vaults;
  }

  private KeptVault open(VaultId id) throws IOException {
    StorePorts storePorts =
        new StorePorts(
            ports.disk(), ports.tasks(), ports.clocks(), ports.randomness(), storeEvents);
    VaultPlace place = new VaultPlace(DIRECTORY + "/" + id, box);
    KeptVault vault =
        KeptVault.open(
            id,
            PackedVaultStore.open(storePorts, place, settings),
            ports.tasks(),
            forgotten::contains);
    BoxEvent opened =
        BoxEvent.info("vault opened")
            .with("vault", id.abbreviated())
            .with("objects", vault.store().usage().objects())
            .with("devices", vault.state().devices().size());
    events.say(opened);
    events.follow(vault);
    if (vault.unusableEntries() > 0) {
      events.say(
          BoxEvent.error("vault log was damaged")
              .with("vault", id.abbreviated())
              .with("unusableEntries", vault.unusableEntries()));
    }
    return vault;
  }
}
