package farkeep.home.engine;

import farkeep.home.state.FolderRecord;
import farkeep.objects.FolderTag;
import farkeep.vault.tree.TreePath;
import java.util.function.Consumer;

/// What happens while the engine works. Told by whichever of its tasks it happens in, one at a
/// time; who listens must return soon.
public sealed interface Progress {
  /// Who is told.
  interface Listener extends Consumer<Progress> {}

  /// How far a backup is. Each figure only grows.
  ///
  /// @param lookedAt paths compared with what was seen before
  /// @param files files read
  /// @param readBytes bytes of those files
  /// @param sentBytes object bytes given to the link
  /// @param keptBytes object bytes that the box has said to be durable
  /// @param done the part of what was read that a pass which was cut off now would not read again
  record Working(
      long lookedAt, long files, long readBytes, long sentBytes, long keptBytes, Estimate done)
      implements Progress {}

  /// How far a restore or a check is.
  ///
  /// @param files files done
  /// @param bytes plain bytes done
  /// @param totalFiles files that there are, 0 while unknown
  /// @param totalBytes plain bytes that there are, 0 while unknown
  record Fetching(long files, long bytes, long totalFiles, long totalBytes) implements Progress {}

  /// Something could not be done to one path; the rest goes on.
  record Problem(TreePath path, String reason) implements Progress {}

  /// A snapshot is durable on the box.
  record Kept(FolderTag folder, FolderRecord.Newest snapshot, FolderRecord.Counts counts)
      implements Progress {}

  /// Something the owner should hear once.
  record Note(String text) implements Progress {}
}
