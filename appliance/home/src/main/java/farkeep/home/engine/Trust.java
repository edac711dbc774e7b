package farkeep.home.engine;

/// How far the ledger is believed.
enum Trust {
  /// What it has is on the box, what it does not have is not.
  LEDGER,
  /// What it has is on the box; an upload was cut off, so the box may have more and is asked.
  IN_DOUBT,
  /// The box is asked for everything: it was found to lack what the ledger has.
  NOTHING
}
