package farkeep.box.health;

/// How a box is, from best to worst: of several causes the one with the last state wins.
public enum State {
  /// All is well.
  OK,
  /// All is well, and something is under way.
  WORKING,
  /// Whoever lives with the box can mend it: a cable, a plug, warmth.
  ATTENTION_HOST,
  /// The owner has to act.
  ATTENTION_OWNER,
  /// The box can't do its work.
  FAULT
}
