package farkeep.panel.button;

import java.util.Optional;

/// Told what the button asks for. Called by one thread at a time.
public interface Presses {
  /// How far the held button has come; empty when it is no longer held, or too long.
  void holding(Optional<Press> reached);

  /// It was let go.
  void pressed(Press press);

  /// It is held for longer than any press: something leans on it, or it is broken.
  void tooLong();
}
