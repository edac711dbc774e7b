package farkeep.home.engine;

import farkeep.objects.MalformedObjectException;
import farkeep.objects.VaultId;
import farkeep.objects.log.LogBody;
import farkeep.objects.log.VaultLog;
import farkeep.objects.log.VaultLogEntry;
import farkeep.objects.port.Randomness;
import farkeep.vault.chunk.ChunkerTables;
import farkeep.vault.keys.DeviceKeys;
import farkeep.vault.keys.KeySpace;
import farkeep.vault.keys.Keyring;
import farkeep.vault.keys.RecoveryKey;
import farkeep.vault.seal.Opener;
import farkeep.vault.seal.Sealer;
import farkeep.vault.tree.TreeKeys;

/// A vault whose keys are at hand: what it takes to cut, name, seal and open in its common key
/// space. Safe for many threads.
public final class OpenedVault {
  /// How content is cut, and the only way this program knows.
  static final int CHUNKER_SUITE = 1;

  private final VaultLog log;
  private final DeviceKeys device;
  private final Keyring keyring;
  private final Sealer sealer;
  private final Opener opener;
  private final TreeKeys treeKeys;
  private final ChunkerTables chunkerTables;

  /// @throws farkeep.vault.keys.CannotOpenException no root of the vault is wrapped to this device
  /// @throws MalformedObjectException the vault's chunker suite is unknown
  public OpenedVault(VaultLog log, DeviceKeys device) {
    this(log, device, Keyring.open(log, device));
  }

  private OpenedVault(VaultLog log, DeviceKeys device, Keyring keyring) {
    checkSuite(log);
    this.log = log;
    this.device = device;
    this.keyring = keyring;
    KeySpace space = keyring.common();
    this.sealer = new Sealer(space.current());
    this.opener = new Opener(keyring::root);
    this.treeKeys = TreeKeys.of(space.secrets().treeKey(), space.secrets().dedupKey());
    this.chunkerTables = ChunkerTables.of(space.secrets().chunkingSecret());
  }

  private static void checkSuite(VaultLog log) {
    if (log.genesis().map(VaultLogEntry::body).orElse(null) instanceof LogBody.Genesis genesis
        && genesis.chunkerSuite() != CHUNKER_SUITE) {
      throw new MalformedObjectException(
          "vault %s cuts content by chunker suite %d; this program knows suite %d: update Farkeep"
              .formatted(log.vault().abbreviated(), genesis.chunkerSuite(), CHUNKER_SUITE));
    }
  }

  /// Opens a vault with its recovery key, for reading only: the device is one that no log knows.
  ///
  /// @throws farkeep.vault.keys.CannotOpenException the vault was not founded with this key
  /// @throws MalformedObjectException the vault's chunker suite is unknown
  static OpenedVault forReading(VaultLog log, RecoveryKey recovery, Randomness randomness) {
    return new OpenedVault(log, DeviceKeys.fresh(randomness), Keyring.open(log, recovery));
  }

  /// Which vault.
  public VaultId id() {
    return log.vault();
  }

  /// Its log, as far as this device has it.
  public VaultLog log() {
    return log;
  }

  /// This device's keys.
  public DeviceKeys device() {
    return device;
  }

  /// Every key that this device holds.
  public Keyring keyring() {
    return keyring;
  }

  Sealer sealer() {
    return sealer;
  }

  Opener opener() {
    return opener;
  }

  TreeKeys treeKeys() {
    return treeKeys;
  }

  byte[] dedupKey() {
    return keyring.common().secrets().dedupKey();
  }

  ChunkerTables chunkerTables() {
    return chunkerTables;
  }
}
