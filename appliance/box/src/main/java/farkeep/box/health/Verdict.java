package farkeep.box.health;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// How a box is, and why.
///
/// @param reasons all that hold, the worst first; never none
public record Verdict(List<Reason> reasons) {
  /// Copies the list.
  public Verdict {
    reasons = List.copyOf(reasons);
  }

  /// A cause, and since when it holds; empty when it held before anybody looked.
  public record Reason(Cause cause, Optional<Instant> since) {}

  /// What is said first.
  public Reason worst() {
    return reasons.getFirst();
  }

  /// How the box is.
  public State state() {
    return worst().cause().state();
  }
}
