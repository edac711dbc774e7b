package farkeep.box.panel;

import farkeep.box.configuration.PanelSettings;
import farkeep.box.events.BoxEvent;
import farkeep.box.events.BoxEvents;
import farkeep.panel.Pace;
import farkeep.panel.SystemPace;
import farkeep.panel.button.AbsentButton;
import farkeep.panel.button.Button;
import farkeep.panel.display.AbsentDisplay;
import farkeep.panel.display.Display;
import farkeep.panel.display.SerialDisplay;
import farkeep.panel.gpio.Gpio;
import farkeep.panel.gpio.GpioPanel;
import farkeep.panel.lights.AbsentLights;
import farkeep.panel.lights.BoardLights;
import farkeep.panel.lights.Lights;
import farkeep.panel.lights.SeveralLights;
import farkeep.panel.serial.LineSettings;
import farkeep.panel.serial.PluggedLine;
import farkeep.panel.serial.SystemSerialPorts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// What the settings and the machine give a panel; what it lacks is absent and says why.
///
/// @param lights all of them
/// @param button one, or none
/// @param display one, or none
record Devices(Lights lights, Button button, Display display) {
  private static final Path MODEL = Path.of("/proc/device-tree/model");
  private static final String NOT_SET_UP = "none is set up";

  /// @param events hears what becomes of the display's line
  static Devices open(PanelSettings settings, BoxEvents events) {
    String off = "it is switched off in the settings";
    GpioPanel gpio =
        settings
            .gpio()
            .map(Gpio::open)
            .orElseGet(() -> new GpioPanel(new AbsentLights(off), new AbsentButton(off)));
    Lights board = board(settings);
    Lights lights =
        settings.lights() == PanelSettings.Lights.OFF
            ? closed(gpio.lights(), off)
            : new SeveralLights(List.of(gpio.lights(), board));
    return new Devices(lights, gpio.button(), display(settings, events));
  }

  private static Lights closed(Lights lights, String why) {
    lights.close();
    return new AbsentLights(why);
  }

  private static Lights board(PanelSettings settings) {
    return switch (settings.lights()) {
      case OFF -> new AbsentLights("they are switched off in the settings");
      case BOARD -> new BoardLights(settings.leds());
      case AUTO ->
          isRaspberryPi()
              ? new BoardLights(settings.leds())
              : new AbsentLights("the lights of a board are left alone on other than a Pi");
    };
  }

  private static boolean isRaspberryPi() {
    try {
      return Files.readString(MODEL).startsWith("Raspberry Pi");
    } catch (IOException e) {
      return false;
    }
  }

  private static Display display(PanelSettings settings, BoxEvents events) {
    if (settings.display().isEmpty()) return new AbsentDisplay(NOT_SET_UP);
    PanelSettings.TextDisplay wanted = settings.display().get();
    Pace pace = new SystemPace();
    LineSettings line = LineSettings.text(wanted.device().toString(), wanted.baud());
    return new SerialDisplay(
        line(line, pace, "display", events), wanted.kind(), wanted.size(), pace);
  }

  /// A line that is opened when it is there.
  ///
  /// @param user who uses it: `display`
  static PluggedLine line(LineSettings settings, Pace pace, String user, BoxEvents events) {
    return new PluggedLine(new SystemSerialPorts(), settings, pace, new LineNews(user, events));
  }

  /// Tells what becomes of a line.
  private record LineNews(String user, BoxEvents events) implements PluggedLine.Changes {
    @Override
    public void opened(LineSettings line) {
      events.say(
          BoxEvent.info("serial line was opened")
              .with("of", user)
              .with("device", line.device())
              .with("baud", line.baud()));
    }

    @Override
    public void missing(LineSettings line, String why) {
      events.say(
          BoxEvent.warn("serial line is missing")
              .with("of", user)
              .with("device", line.device())
              .with("reason", why));
    }
  }
}
