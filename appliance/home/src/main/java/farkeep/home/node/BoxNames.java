package farkeep.home.node;

import farkeep.home.engine.OpenedVault;
import farkeep.objects.MalformedObjectException;
import farkeep.objects.PeerId;
import farkeep.objects.log.LogBody;
import farkeep.objects.log.Opaque;
import farkeep.vault.keys.CannotOpenException;
import farkeep.vault.keys.SealedName;

/// What the owner calls a box: sealed in its BOX entry.
final class BoxNames {
  private BoxNames() {}

  static Opaque seal(OpenedVault vault, PeerId box, String name) {
    return SealedName.seal(
        vault.keyring().common().current(), SealedName.Of.BOX, box.bytes(), name);
  }

  /// @return the name; where there is none, or it can't be opened, the beginning of the box's id
  static String of(OpenedVault vault, LogBody.Box entry) {
    PeerId box = entry.record().box();
    if (entry.sealed().length() == 0) return box.abbreviated();
    try {
      return SealedName.openText(vault.keyring(), SealedName.Of.BOX, box.bytes(), entry.sealed());
    } catch (CannotOpenException | MalformedObjectException e) {
      return box.abbreviated();
    }
  }
}
