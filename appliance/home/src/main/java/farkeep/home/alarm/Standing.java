package farkeep.home.alarm;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A trouble that is there, or was a moment ago.
///
/// @param box the box's id
/// @param name what the owner calls it
/// @param kind what sort of trouble
/// @param what it is, one sentence
/// @param since when it began
/// @param toldAt when the owner was last told; null: not yet
/// @param goneAt since when it has not been seen; null: it is there
public record Standing(
    String box,
    String name,
    Kind kind,
    String what,
    Instant since,
    @Nullable Instant toldAt,
    @Nullable Instant goneAt) {
  /// Sorts of trouble; a box has one of each at most.
  public enum Kind {
    /// Nothing was heard of it for longer than agreed.
    SILENT,
    /// It says itself that somebody has to see to it.
    REPORTED
  }

  /// The two things that make it one and the same trouble.
  String key() {
    return kind + " " + box;
  }
}
