package farkeep.box.panel;

import farkeep.box.events.BoxEvents;
import farkeep.box.health.Cause;
import farkeep.box.upkeep.DiskConsent;
import java.io.IOException;
import java.time.Duration;
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

  /// The pairing window, while it is open.
  Optional<Pairing> pairing();

  /// @param code as it is shown
  /// @param left for how much longer the window is open
  record Pairing(String code, Duration left) {}

  /// Opens the pairing window anew.
  ///
  /// @return what to tell the person, with the code
  /// @throws IOException the guesses can't be counted durably
  String openPairing() throws IOException;

  /// Forgets who may connect; data is kept.
  ///
  /// @return how many devices are let in no more
  /// @throws IOException it could not be noted durably; nothing was changed
  int forgetPairings() throws IOException;

  /// By which the person at the button agrees to a new disk.
  DiskConsent consent();

  /// Who takes note of what happens at the panel.
  BoxEvents events();

  /// Has the box stop writing, so that the plug may be pulled; it says so when that is done. Does
  /// not wait.
  void safeToUnplug();

  /// Ends the box in order, and switches the machine off where that is configured; does not wait.
  void end();
}
