package farkeep.home.replicate;

import farkeep.link.protocol.BoxIntroduction;
import farkeep.link.protocol.Greeting;
import farkeep.link.protocol.Health;
import farkeep.objects.log.HeadMove;

/// What a box tells without being asked. Called by the session's task: must return soon.
public interface BoxEvents {
  /// The box is reached.
  default void connected(String where) {}

  /// The box has said which program it is, and what its clock shows. Before [#connected].
  default void greeted(Greeting greeting) {}

  /// The box is no longer reached, or could not be.
  ///
  /// @param why what happened, in words for the owner
  default void disconnected(String why) {}

  /// A folder has a new head.
  default void headMoved(HeadMove head) {}

  /// It says of itself what the vault log does not say yet.
  default void introduced(BoxIntroduction introduction) {}

  /// How the box is.
  default void health(Health health) {}
}
