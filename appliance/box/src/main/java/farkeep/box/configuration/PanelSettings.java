package farkeep.box.configuration;

import farkeep.panel.display.DisplayKind;
import farkeep.panel.display.DisplaySize;
import farkeep.panel.gpio.GpioPins;
import farkeep.panel.lights.BoardLights;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What of a panel is to be used.
///
/// @param leds where the lights of the board are, as Linux has them in `/sys/class/leds`
/// @param gpio the GPIO lines of lamps and button; empty when none are used
/// @param ups the serial line of a battery that speaks Megatec
/// @param console the serial line of a terminal
public record PanelSettings(
    Lights lights,
    Path leds,
    Optional<GpioPins> gpio,
    Optional<TextDisplay> display,
    Optional<Path> ups,
    Optional<Path> console) {
  private static final int SLOW_BAUD = 9_600;
  private static final int FAST_BAUD = 115_200;

  /// Which lamps are used.
  public enum Lights {
    /// Those on GPIO lines, and those of the board on a Raspberry Pi.
    AUTO,
    /// Those of the board on any machine too.
    BOARD,
    /// None.
    OFF
  }

  /// @param device its serial line
  public record TextDisplay(Path device, DisplayKind kind, DisplaySize size) {
    /// Bits a second on its line.
    public int baud() {
      return kind == DisplayKind.VT100 ? FAST_BAUD : SLOW_BAUD;
    }
  }

  static PanelSettings of(Values values) throws ConfigurationException {
    Setting lights = values.settings().get(Key.LIGHTS);
    boolean elsewhere = lights != null && lights.value().startsWith("/");
    return new PanelSettings(
        elsewhere ? Lights.BOARD : lights(lights),
        elsewhere ? values.path(Key.LIGHTS).orElseThrow() : BoardLights.DIRECTORY,
        GpioSettings.of(values),
        display(values.settings().get(Key.DISPLAY)),
        device(values.settings().get(Key.UPS)),
        device(values.settings().get(Key.CONSOLE)));
  }

  private static Lights lights(@Nullable Setting setting) throws ConfigurationException {
    if (setting == null) return Lights.AUTO;
    for (Lights each : Lights.values()) {
      if (each.name().toLowerCase(Locale.ROOT).equals(setting.value())) return each;
    }
    throw setting.wrong("auto, board, off, or the whole path of a directory like /sys/class/leds");
  }

  private static Optional<Path> device(@Nullable Setting setting) throws ConfigurationException {
    if (setting == null || setting.value().equals("none")) return Optional.empty();
    return Optional.of(
        wholePath(setting.value())
            .orElseThrow(() ->
                setting.wrong("none, or the whole path of a serial device such as /dev/ttyAMA0")));
  }

  private static Optional<Path> wholePath(String text) {
    try {
      return Optional.of(Path.of(text)).filter(Path::isAbsolute);
    } catch (InvalidPathException _) { // NUL, or a letter that this machine's file names can't hold
      return Optional.empty();
    }
  }

  private static Optional<TextDisplay> display(@Nullable Setting setting)
      throws ConfigurationException {
    if (setting == null || setting.value().equals("none")) return Optional.empty();
    String[] parts = setting.value().split("\\s*,\\s*", -1);
    Optional<Path> device = wholePath(parts[0]);
    if (parts.length == 3 && device.isPresent()) {
      Optional<DisplaySize> size = size(parts[2]);
      for (DisplayKind kind : DisplayKind.values()) {
        String name = kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
        if (name.equals(parts[1]) && size.isPresent()) {
          return Optional.of(new TextDisplay(device.get(), kind, size.get()));
        }
      }
    }
    throw setting.wrong(
        "none, or device,kind,size: a whole path such as /dev/ttyUSB0; hd44780, matrix-orbital or"
            + " vt100; 20x4 or 16x2");
  }

  private static Optional<DisplaySize> size(String text) {
    return switch (text) {
      case "20x4" -> Optional.of(DisplaySize.LARGE);
      case "16x2" -> Optional.of(DisplaySize.SMALL);
      default -> Optional.empty();
    };
  }
}
