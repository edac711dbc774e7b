package farkeep.home.replicate;

import farkeep.objects.log.HeadMove;
import java.util.Optional;

/// What became of a head move.
public sealed interface CommitOutcome {
  /// It is the head, durably.
  record Moved() implements CommitOutcome {}

  /// The head is elsewhere.
  ///
  /// @param head the folder's newest entry on the box; empty when it has none
  record Behind(Optional<HeadMove> head) implements CommitOutcome {}
}
