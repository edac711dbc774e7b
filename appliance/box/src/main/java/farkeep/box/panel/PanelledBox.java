package farkeep.box.panel;

import farkeep.box.health.Cause;
import java.io.IOException;
import java.util.Optional;

/// A running box, as its panel sees it. Safe for many threads.
public interface PanelledBox {
  /// The worst of what is so.
  ///
  /// @throws IOException the disk can't be asked
  Cause worst() throws IOException;

  /// How it is, in a sentence and a few figures.
  ///
  /// @throws IOException the disk can't be asked
  String told() throws IOException;

  /// The pairing code as it is shown, while the window is open.
  Optional<String> pairingCode();

  /// Opens the pairing window anew.
  ///
  /// @return what to tell the person, with the code
  /// @throws IOException the guesses can't be counted durably
  String openPairing() throws IOException;

  /// Ends the box in order; does not wait.
  void end();
}
