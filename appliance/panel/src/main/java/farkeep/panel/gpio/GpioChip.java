package farkeep.panel.gpio;

import java.util.List;

/// A GPIO chip, as the kernel describes it.
///
/// @param name such as `gpiochip0`
/// @param label what it calls itself
/// @param lines the name of each of its lines, by number; empty where a line has none
record GpioChip(String name, String label, List<String> lines) {
  /// Names that a message lists.
  private static final int NAMES_SHOWN_MAX = 12;

  /// The number of a line.
  ///
  /// @throws IllegalArgumentException the chip has no such line; the message says which it has
  int number(GpioLine line) {
    int number = line.number().orElseGet(() -> lines.indexOf(line.text()));
    if (number >= 0 && number < lines.size()) return number;
    throw new IllegalArgumentException(
        line.number().isPresent()
            ? "%s: chip %s has the lines 0 to %d; take one of them, `gpioinfo` lists them"
                .formatted(line.text(), label, lines.size() - 1)
            : "%s: chip %s has no line of that name; take a number from 0 to %d or a name%s, `gpioinfo` lists them"
                .formatted(line.text(), label, lines.size() - 1, names()));
  }

  private String names() {
    List<String> named = lines.stream().filter(each -> !each.isEmpty()).toList();
    if (named.isEmpty()) return ", of which it has none";
    String shown = String.join(" ", named.stream().limit(NAMES_SHOWN_MAX).toList());
    return " such as " + shown;
  }
}
