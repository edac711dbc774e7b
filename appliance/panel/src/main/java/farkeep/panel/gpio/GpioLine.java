package farkeep.panel.gpio;

import java.util.OptionalInt;
import java.util.regex.Pattern;

/// A line of a GPIO chip, as somebody names it: by its number on the chip, or as the kernel calls
/// it (`gpioinfo` shows both). On a Raspberry Pi the numbers are those behind `GPIO`, not those of
/// the header's pins.
///
/// @param text digits, or a name
public record GpioLine(String text) {
  /// The highest number: lines of the largest chip.
  public static final int NUMBER_MAX = 1023;

  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,4}");
  private static final Pattern NAME = Pattern.compile("[A-Za-z][!-~&&[^,]]{0,30}");

  /// Checks that it may be one.
  ///
  /// @throws IllegalArgumentException it is neither
  public GpioLine {
    boolean number = NUMBER.matcher(text).matches();
    boolean fits = number ? Integer.parseInt(text) <= NUMBER_MAX : NAME.matcher(text).matches();
    if (!fits) {
      throw new IllegalArgumentException(
          "a GPIO line is a number from 0 to %d, or a name such as GPIO24, not %s"
              .formatted(NUMBER_MAX, text));
    }
  }

  /// Its number, when it is named by that.
  OptionalInt number() {
    return NUMBER.matcher(text).matches()
        ? OptionalInt.of(Integer.parseInt(text))
        : OptionalInt.empty();
  }
}
