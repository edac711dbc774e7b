package farkeep.fuzz;

import farkeep.objects.VaultId;
import farkeep.objects.log.VaultLog;
import farkeep.objects.log.VaultLogEntry;
import farkeep.vault.keys.Keyring;
import farkeep.vault.keys.RecoverySheet;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// The vault of the golden files, opened with its recovery sheet.
public final class GoldenVault {
  /// The entries of its log, oldest first.
  public static final List<String> ENTRIES =
      List.of("genesis", "keys-first", "device", "box", "folder", "policy", "revoke", "keys-next");

  private static final VaultLog LOG = log();
  private static final Keyring KEYS = Keyring.open(LOG, sheet().key());

  private GoldenVault() {}

  private static VaultLog log() {
    List<VaultLogEntry> entries =
        ENTRIES.stream().map(name -> VaultLogEntry.parse(Seeds.vaultFile(name + ".fkl"))).toList();
    VaultLog log = new VaultLog(new VaultId(entries.getFirst().hash().value()));
    entries.forEach(log::accept);
    return log;
  }

  private static RecoverySheet sheet() {
    byte[] text = Seeds.vaultFile("sheet.txt");
    return RecoverySheet.parse(new String(text, StandardCharsets.US_ASCII));
  }

  /// Its id.
  public static VaultId id() {
    return LOG.vault();
  }

  /// Its keys.
  public static Keyring keys() {
    return KEYS;
  }
}
