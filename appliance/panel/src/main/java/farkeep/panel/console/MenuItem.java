package farkeep.panel.console;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What the menu offers.
enum MenuItem {
  STATUS("How it is", new Confirm.None(), ConsoleActions::status),
  PAIR("Show the pairing code", new Confirm.None(), ConsoleActions::pairingCode),
  WINDOW(
      "Open the actions of the status page", new Confirm.None(), ConsoleActions::openActionWindow),
  UNPLUG("Make it safe to unplug", new Confirm.By("yes"), ConsoleActions::safeToUnplug),
  SHUT_DOWN("Shut down", new Confirm.By("yes"), ConsoleActions::shutDown),
  FORGET(
      "Forget all pairings (no data is lost)",
      new Confirm.By("FORGET"),
      ConsoleActions::forgetPairings);

  private final String words;
  private final Confirm confirm;

  @SuppressWarnings("ImmutableEnumChecker")
  private final Function<ConsoleActions, String> action;

  MenuItem(String words, Confirm confirm, Function<ConsoleActions, String> action) {
    this.words = words;
    this.confirm = confirm;
    this.action = action;
  }

  /// What must be typed before it is done.
  sealed interface Confirm {
    /// Nothing.
    record None() implements Confirm {}

    /// A word.
    record By(String phrase) implements Confirm {}
  }

  String key() {
    return Integer.toString(ordinal() + 1);
  }

  String words() {
    return words;
  }

  Confirm confirm() {
    return confirm;
  }

  String call(ConsoleActions actions) {
    return action.apply(actions);
  }

  static @Nullable MenuItem of(String key) {
    for (MenuItem each : values()) if (each.key().equals(key)) return each;
    return null;
  }
}
