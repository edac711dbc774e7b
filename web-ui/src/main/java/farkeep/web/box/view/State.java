package farkeep.web.box.view;

/// How the box is, from best to worst: of two states the later one wins.
public enum State {
  /// All is well.
  OK,
  /// All is well, and something is being done.
  WORKING,
  /// The host can mend it: a cable, a plug, a disk.
  ATTENTION_HOST,
  /// The owner has to look.
  ATTENTION_OWNER,
  /// The box can't do its work.
  FAULT
}
