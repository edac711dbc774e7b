package farkeep.box.replication;

import farkeep.objects.FolderTag;
import farkeep.objects.log.VaultState;

/// Who is told what changes in a vault. Called from any task; must not throw or wait.
public interface VaultWatcher {
  /// A folder has a new head.
  ///
  /// @param entry the head-log entry
  void headMoved(FolderTag folder, byte[] entry);

  /// The vault log has grown.
  void logGrew(VaultState state);
}
