package farkeep.panel.console;

/// What the console's menu can do. Each answers with the text to show, a few lines at most; what it
/// throws is shown as its message. Called by one thread.
public interface ConsoleActions {
  /// How the box is.
  String status();

  /// Opens the pairing window, and gives its code.
  String pairingCode();

  /// Opens the action window of the status page.
  String openActionWindow();

  /// Stops writing, so that the disk may be unplugged.
  String safeToUnplug();

  /// Shuts the box down.
  String shutDown();

  /// Forgets all pairings; data is kept.
  String forgetPairings();
}
