package farkeep.home.outage;

/// What evidence says about a cause.
///
/// @param certain whether it leaves no other; else it is likely
/// @param sentence what was seen, for people
public record Finding(Cause cause, boolean certain, String sentence) {
  static Finding certain(Cause cause, String sentence) {
    return new Finding(cause, true, sentence);
  }

  static Finding likely(Cause cause, String sentence) {
    return new Finding(cause, false, sentence);
  }

  static Finding unknown(String sentence) {
    return new Finding(Cause.UNKNOWN, false, sentence);
  }

  /// `power`, `likely power`, `not known why`.
  public String brief() {
    return certain || cause == Cause.UNKNOWN ? cause.shown() : "likely " + cause.shown();
  }
}
