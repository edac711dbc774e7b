package farkeep.home.outage;

/// What a box did while it was away, as it says itself.
public enum Run {
  /// It ran on all the time.
  RAN_ON,
  /// Its program was started anew, on a machine that ran on.
  PROGRAM_RESTARTED,
  /// Its machine was started anew.
  MACHINE_RESTARTED,
  /// One of the two.
  RESTARTED,
  /// It does not say.
  NOT_TOLD
}
