package farkeep.home.engine;

import farkeep.objects.PeerId;
import farkeep.vault.snapshot.Snapshot;
import java.time.Instant;

/// One line of a folder's history.
///
/// @param snapshot all that is known of it
public record SnapshotInfo(Snapshot snapshot) {
  /// Logical time.
  public long sequence() {
    return snapshot.clear().sequence();
  }

  /// What the clock of the device said.
  public Instant wall() {
    return snapshot.details().wall();
  }

  /// Who made it.
  public PeerId device() {
    return snapshot.clear().device();
  }
}
