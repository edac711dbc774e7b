package farkeep.box.panel;

import farkeep.box.events.BoxEvent;
import farkeep.box.events.BoxEvents;
import farkeep.box.host.ActionWindow;
import farkeep.panel.button.Press;
import farkeep.panel.console.ConsoleActions;
import java.io.IOException;
import java.io.UncheckedIOException;

/// Does what a person at the box asks for, by button, console or `farkeep-box press`. Safe for many
/// threads.
final class Requests implements ConsoleActions {
  private static final String CANT_FORGET =
      "this version can't forget pairings; nothing was changed. To have the box belong to nobody,"
          + " stop it and move the directory vaults out of its data directory: all data stays in it";

  private final PanelledBox box;
  private final ActionWindow window;
  private final Runnable hereIAm;
  private final BoxEvents events;

  /// @param hereIAm has the lights say so
  Requests(PanelledBox box, ActionWindow window, Runnable hereIAm, BoxEvents events) {
    this.box = box;
    this.window = window;
    this.hereIAm = hereIAm;
    this.events = events;
  }

  /// Does what a press means.
  ///
  /// @return what came of it, for a person
  /// @throws IOException it can't be done; the message says why and what to do
  String press(Press press) throws IOException {
    events.say(BoxEvent.info("button was pressed").with("meaning", press));
    return switch (press) {
      case IDENTIFY -> {
        hereIAm.run();
        yield "here I am. " + openActionWindow();
      }
      case PAIR -> box.openPairing();
      case CONFIRM -> "the owner has asked for nothing that must be confirmed here\n";
      case FORGET -> throw new IOException(CANT_FORGET);
    };
  }

  @Override
  public String status() {
    try {
      return box.told();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String pairingCode() {
    try {
      return box.openPairing();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String openActionWindow() {
    window.open();
    return "the status page's actions are open for %d minutes\n"
        .formatted(ActionWindow.OPEN_FOR.toMinutes());
  }

  @Override
  public String safeToUnplug() {
    throw new IllegalStateException(
        "this version can't stop writing and stay on; shut the box down, then unplug it");
  }

  @Override
  public String shutDown() {
    events.say(BoxEvent.info("box was told to end").with("by", "its console"));
    box.end();
    return "the box ends; unplug it when its lights are dark";
  }

  @Override
  public String forgetPairings() {
    throw new IllegalStateException(CANT_FORGET);
  }
}
