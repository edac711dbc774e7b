package farkeep.vault.snapshot;

import farkeep.objects.ObjectId;
import farkeep.objects.ObjectKind;
import farkeep.objects.SigningKey;
import farkeep.objects.VaultId;
import farkeep.objects.log.SnapshotClear;
import farkeep.objects.log.SnapshotSignature;
import farkeep.vault.seal.OpenedObject;
import farkeep.vault.seal.Opener;
import farkeep.vault.seal.SealedObject;
import farkeep.vault.seal.Sealer;
import java.util.Collection;
import java.util.List;

/// What a folder held, as one device saw it.
///
/// @param id of the stored snapshot
/// @param clear what boxes may read
/// @param details what they may not
public record Snapshot(ObjectId id, SnapshotClear clear, SnapshotDetails details) {
  /// Seals and signs a snapshot.
  ///
  /// @param clear its device must be the owner of `device`
  /// @throws IllegalArgumentException it is another device's
  public static SealedObject seal(
      VaultId vault,
      Sealer sealer,
      SnapshotClear clear,
      SnapshotDetails details,
      SigningKey device) {
    if (!clear.device().equals(device.id())) {
      throw new IllegalArgumentException(
          "a snapshot of device %s can't be signed by %s"
              .formatted(clear.device().abbreviated(), device.id().abbreviated()));
    }
    byte[] unsigned =
        sealer.record(ObjectKind.SNAPSHOT, clear.encode(), details.encode(), List.of(clear.root()));
    byte[] stored = SnapshotSignature.append(vault, unsigned, device);
    return new SealedObject(ObjectId.ofStored(stored), stored);
  }

  /// Checks the signature and opens a snapshot. Whether its device may speak for the folder is the
  /// vault log's to say.
  ///
  /// @param id the id that was asked for
  /// @throws farkeep.objects.MalformedObjectException not that object, not a snapshot, or not
  ///   signed by its device
  /// @throws farkeep.vault.keys.CannotOpenException the keyring lacks the root
  public static Snapshot open(VaultId vault, Opener opener, ObjectId id, byte[] stored) {
    SnapshotClear clear = SnapshotSignature.check(vault, stored);
    OpenedObject opened = opener.open(id, stored);
    return new Snapshot(id, clear, SnapshotDetails.parse(opened.plain()));
  }

  /// The logical time of a snapshot with these parents: one more than the highest.
  public static long sequenceAfter(Collection<SnapshotClear> parents) {
    return parents.stream().mapToLong(SnapshotClear::sequence).max().orElse(0) + 1;
  }
}
