package farkeep.box.configuration;

import farkeep.panel.gpio.GpioLine;
import farkeep.panel.gpio.GpioPins;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Which GPIO lines are what, from what was written.
final class GpioSettings {
  private static final String NONE = "none";
  private static final int LAMPS = 4;
  private static final int LABEL_CHARACTERS_MAX = 31;

  private GpioSettings() {}

  static Optional<GpioPins> of(Values values) throws ConfigurationException {
    Optional<String> chip = chip(values.settings().get(Key.GPIO_CHIP));
    Setting lampLines = values.settings().get(Key.GPIO_LAMPS);
    Optional<GpioPins.Lamps> lamps = lamps(lampLines);
    Setting buttonLine = values.settings().get(Key.GPIO_BUTTON);
    Optional<GpioLine> button = button(buttonLine);
    if (values.oneOf(Key.GPIO, List.of("auto", "off")).equals("off")) return Optional.empty();
    try {
      return Optional.of(new GpioPins(chip, lamps, button));
    } catch (IllegalArgumentException e) {
      Setting last = buttonLine == null ? lampLines : buttonLine;
      if (last == null) throw e; // what is used when nothing is set is right
      throw last.wrong("a line of its own for each lamp and the button; " + e.getMessage());
    }
  }

  private static Optional<String> chip(@Nullable Setting setting) throws ConfigurationException {
    if (setting == null || setting.value().equals("auto")) return Optional.empty();
    if (setting.value().isEmpty() || setting.value().length() > LABEL_CHARACTERS_MAX) {
      throw setting.wrong(
          "auto, or the label of a chip, 1 to %d characters, as `gpioinfo` shows it"
              .formatted(LABEL_CHARACTERS_MAX));
    }
    return Optional.of(setting.value());
  }

  private static Optional<GpioPins.Lamps> lamps(@Nullable Setting setting)
      throws ConfigurationException {
    if (setting == null) return Optional.of(GpioPins.Lamps.DEFAULT);
    if (setting.value().equals(NONE)) return Optional.empty();
    String[] parts = setting.value().split("\\s*,\\s*", -1);
    if (parts.length != LAMPS) {
      throw setting.wrong(
          "none, or the %d lines of the green, amber, red and activity lamp, such as 17,27,22,23; these are %d"
              .formatted(LAMPS, parts.length));
    }
    return Optional.of(
        new GpioPins.Lamps(
            line(setting, parts[0]),
            line(setting, parts[1]),
            line(setting, parts[2]),
            line(setting, parts[3])));
  }

  private static Optional<GpioLine> button(@Nullable Setting setting)
      throws ConfigurationException {
    if (setting == null || setting.value().equals(NONE)) return Optional.empty();
    return Optional.of(line(setting, setting.value()));
  }

  private static GpioLine line(Setting setting, String text) throws ConfigurationException {
    try {
      return new GpioLine(text);
    } catch (IllegalArgumentException e) {
      throw setting.wrong("none, or GPIO lines: " + e.getMessage());
    }
  }
}
