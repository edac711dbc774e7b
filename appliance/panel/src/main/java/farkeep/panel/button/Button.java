package farkeep.panel.button;

import java.util.Optional;

/// A button that says when it goes down and up; it may bounce. [PressRecogniser] makes presses of
/// that.
public interface Button extends AutoCloseable {
  /// Begins to tell. Called once.
  ///
  /// @param edges gets each change, on a thread of the button's; must not block
  void listen(Edges edges);

  /// What is missing, in one sentence; empty when the button is there.
  Optional<String> lacks();

  /// Ends telling.
  @Override
  void close();

  /// Told what the button does.
  @FunctionalInterface
  interface Edges {
    /// It is down now, or up.
    void edge(boolean down);
  }
}
