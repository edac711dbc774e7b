package farkeep.vault.keys;

import farkeep.objects.VaultId;
import farkeep.objects.log.Acceptance;
import farkeep.objects.log.LogBody;
import farkeep.objects.log.LogBody.Device;
import farkeep.objects.log.LogBody.Genesis;
import farkeep.objects.log.LogBody.Role;
import farkeep.objects.log.VaultLog;
import farkeep.objects.log.VaultLogEntry;
import farkeep.objects.port.Randomness;
import farkeep.vault.keys.KeyEntries.Member;
import java.util.List;

/// Founds a vault.
public final class NewVault {
  private NewVault() {}

  /// Makes a log with GENESIS and the first root of the common key space, wrapped to the device and
  /// to recovery.
  ///
  /// @param chunkerSuite how content is cut, for the vault's life
  /// @param deviceName name of the first owner device, for people
  public static VaultLog found(
      int chunkerSuite,
      RecoveryKey recovery,
      DeviceKeys device,
      String deviceName,
      Randomness randomness) {
    RootKeys root = RootKeys.fresh(randomness);
    Device owner =
        new Device(
            device.id(),
            device.agreementPublic(),
            Role.OWNER,
            SealedName.seal(root, SealedName.Of.DEVICE, device.id().bytes(), deviceName));
    VaultLogEntry genesis =
        VaultLogEntry.found(
            new Genesis(chunkerSuite, recovery.agreementPublic(), root.commitment(), owner),
            recovery.signing());
    VaultId vault = new VaultId(genesis.hash().value());
    VaultLog log = new VaultLog(vault);
    require(log.accept(genesis));
    LogBody.Keys keys =
        new KeyEntries(vault, randomness)
            .first(
                root,
                List.of(
                    new Member(device.id(), device.agreementPublic()),
                    new Member(recovery.id(), recovery.agreementPublic())));
    require(log.accept(VaultLogEntry.sign(vault, log.tips(), keys, device.signing())));
    return log;
  }

  private static void require(Acceptance acceptance) {
    if (acceptance instanceof Acceptance.Refused refused) {
      throw new IllegalStateException("a new vault's log refused its entry: " + refused.reason());
    }
  }
}
