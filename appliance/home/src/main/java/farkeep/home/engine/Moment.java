package farkeep.home.engine;

import java.time.Instant;

/// Which snapshot of a folder is meant.
public sealed interface Moment {
  /// The newest.
  record Newest() implements Moment {}

  /// The one with this sequence; of several, the one that became the head last.
  record Sequence(long sequence) implements Moment {}

  /// The newest that was made at this time or before, by the clocks of the devices that made them.
  record At(Instant time) implements Moment {}
}
