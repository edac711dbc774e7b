package farkeep.box.replication;

import farkeep.link.protocol.Failure;
import farkeep.objects.EntryHash;
import java.util.Optional;

/// What became of a head move that a home asked for.
sealed interface CommitOutcome {
  /// The head is moved, durably.
  record Moved(EntryHash entry) implements CommitOutcome {}

  /// The head is elsewhere.
  ///
  /// @param head the folder's newest entry; empty when it has none
  record Behind(Optional<byte[]> head) implements CommitOutcome {}

  /// Nothing was done.
  record Failed(Failure.Code code, String reason) implements CommitOutcome {}
}
