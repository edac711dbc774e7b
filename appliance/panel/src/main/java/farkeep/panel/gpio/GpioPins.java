package farkeep.panel.gpio;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Which line of which GPIO chip is what.
///
/// @param chipLabel what the chip calls itself; empty takes the header of any Raspberry Pi
/// @param lamps the lines of the lamps; empty when there are none
/// @param button the line of the button, which connects it to ground; empty when there is none.
///   Nobody can see from a line whether a button hangs on it
public record GpioPins(
    Optional<String> chipLabel, Optional<Lamps> lamps, Optional<GpioLine> button) {
  /// Lamps on four lines whose pins lie side by side on the header, 11, 13, 15, 16, and no button.
  public static final GpioPins DEFAULT =
      new GpioPins(Optional.empty(), Optional.of(Lamps.DEFAULT), Optional.empty());

  /// Labels of the header's chip: Raspberry Pi 3 and Zero 2 W, 4, 5.
  static final List<String> HEADER_LABELS =
      List.of("pinctrl-bcm2835", "pinctrl-bcm2711", "pinctrl-rp1");

  /// @param green line of the green lamp
  /// @param amber line of the amber lamp
  /// @param red line of the red lamp
  /// @param activity line of the activity lamp
  public record Lamps(GpioLine green, GpioLine amber, GpioLine red, GpioLine activity) {
    /// GPIO17, GPIO27, GPIO22 and GPIO23.
    public static final Lamps DEFAULT =
        new Lamps(new GpioLine("17"), new GpioLine("27"), new GpioLine("22"), new GpioLine("23"));

    List<GpioLine> all() {
      return List.of(green, amber, red, activity);
    }
  }

  /// Checks that no line is used twice.
  ///
  /// @throws IllegalArgumentException one is
  public GpioPins {
    List<GpioLine> lines = new ArrayList<>();
    lamps.ifPresent(each -> lines.addAll(each.all()));
    button.ifPresent(lines::add);
    if (lines.stream().distinct().count() != lines.size()) {
      throw new IllegalArgumentException(
          "a GPIO line can't be two things at once: "
              + String.join(", ", lines.stream().map(GpioLine::text).toList()));
    }
  }

  List<String> labels() {
    return chipLabel.map(List::of).orElse(HEADER_LABELS);
  }
}
