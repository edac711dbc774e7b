package farkeep.panel.gpio;

import java.util.List;
import java.util.Optional;

/// Which line of which GPIO chip is what. Lines are numbered as Linux does: on a Raspberry Pi these
/// are the numbers behind `GPIO`, not those of the header's pins.
///
/// @param chipLabel what the chip calls itself; empty takes the header of any Raspberry Pi
/// @param green line of the green lamp
/// @param amber line of the amber lamp
/// @param red line of the red lamp
/// @param activity line of the activity lamp
/// @param button line of the button, which connects it to ground
public record GpioPins(
    Optional<String> chipLabel, int green, int amber, int red, int activity, int button) {
  /// Five lines whose pins lie side by side on the header: 11, 13, 15, 16, 18; ground is 14 and 20.
  public static final GpioPins DEFAULT = new GpioPins(Optional.empty(), 17, 27, 22, 23, 24);

  /// Lines of the largest chip.
  public static final int LINE_MAX = 1023;

  /// Labels of the header's chip: Raspberry Pi 3 and Zero 2 W, 4, 5.
  static final List<String> HEADER_LABELS =
      List.of("pinctrl-bcm2835", "pinctrl-bcm2711", "pinctrl-rp1");

  /// Checks that no line is used twice.
  public GpioPins {
    List<Integer> lines = List.of(green, amber, red, activity, button);
    if (lines.stream().distinct().count() != lines.size()) {
      throw new IllegalArgumentException("a GPIO line can't be two things at once: " + lines);
    }
    if (lines.stream().anyMatch(line -> line < 0 || line > LINE_MAX)) {
      throw new IllegalArgumentException("GPIO lines are 0 to " + LINE_MAX + ", not " + lines);
    }
  }

  List<String> labels() {
    return chipLabel.map(List::of).orElse(HEADER_LABELS);
  }
}
