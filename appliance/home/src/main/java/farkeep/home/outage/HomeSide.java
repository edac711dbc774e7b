package farkeep.home.outage;

/// How far this home gets without the box.
public enum HomeSide {
  /// Names are found and its router answers.
  WELL,
  /// It has no network at all.
  NO_NETWORK,
  /// Its router does not answer.
  ROUTER_SILENT,
  /// Its router answers, and no name is found behind it.
  NO_INTERNET
}
