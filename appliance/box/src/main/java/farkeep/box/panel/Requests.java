package farkeep.box.panel;

import farkeep.box.events.BoxEvent;
import farkeep.box.health.BlankDisk;
import farkeep.box.host.ActionWindow;
import farkeep.panel.button.Press;
import farkeep.panel.console.ConsoleActions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;

/// Does what a person at the box asks for, by button, console or `farkeep-box press`. Safe for many
/// threads.
final class Requests implements ConsoleActions {
  private final PanelledBox box;
  private final ActionWindow window;
  private final Face face;

  /// @param face answers too
  Requests(PanelledBox box, ActionWindow window, Face face) {
    this.box = box;
    this.window = window;
    this.face = face;
  }

  /// Does what a press means.
  ///
  /// @return what came of it, for a person
  /// @throws IOException it can't be done; the message says why and what to do
  String press(Press press) throws IOException {
    box.events().say(BoxEvent.info("button was pressed").with("meaning", press));
    return switch (press) {
      case IDENTIFY -> {
        face.isHere();
        yield "here I am. " + openActionWindow();
      }
      case PAIR -> box.openPairing();
      case CONFIRM -> confirm();
      case FORGET -> forget();
    };
  }

  /// What can be confirmed is that a blank disk takes the place of the card.
  private String confirm() throws IOException {
    Optional<BlankDisk> disk = box.consent().disk();
    if (disk.isPresent() && box.consent().give(disk.get().id())) {
      face.hasAgreed();
      box.events().say(BoxEvent.info("host agreed to a new disk"));
      return "the new disk is agreed to; the box looks at it again and starts anew with it\n";
    }
    face.wasAskedNothing();
    box.events().say(BoxEvent.info("nothing was waiting to be confirmed"));
    return "nothing is waiting to be confirmed; nothing was changed\n";
  }

  private String forget() throws IOException {
    int devices = box.forgetPairings();
    face.hasForgotten();
    return "the pairings are forgotten: %d devices are let in no more, until each is paired again (`farkeep-box pair` opens the window); all data is kept\n"
        .formatted(devices);
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
    box.events().say(BoxEvent.info("box was told to stop writing").with("by", "its console"));
    box.safeToUnplug();
    return "the box stops writing; pull the plug when its status says that you may. It goes on when it"
        + " has power again, or with Go on on its page\n";
  }

  @Override
  public String shutDown() {
    box.events().say(BoxEvent.info("box was told to end").with("by", "its console"));
    box.end();
    return "the box ends; unplug it when its lights are dark";
  }

  @Override
  public String forgetPairings() {
    try {
      return forget();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
