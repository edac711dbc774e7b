package farkeep.panel.ups;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The answer to `Q1` of the Megatec protocol: `(MMM.M NNN.N PPP.P QQQ RR.R S.SS TT.T b7..b0`,
/// input, lowest input, output, load, frequency, battery, temperature and eight bits. What a UPS
/// does not measure it fills with dashes. Source: "Megatec protocol information",
/// networkupstools.org.
final class MegatecAnswer {
  private static final String NUMBER = "(\\d{1,4}(?:\\.\\d{1,3})?|-{1,3}(?:\\.-{1,3})?)";
  private static final Pattern ANSWER =
      Pattern.compile("\\(" + (NUMBER + " +").repeat(7) + "([01]{8})");

  private MegatecAnswer() {}

  /// @param line without its carriage return
  /// @return empty when it is no such answer, or lacks what it can't lack
  static Optional<UpsState> parse(String line) {
    Matcher found = ANSWER.matcher(line);
    if (!found.matches()) return Optional.empty();
    String bits = found.group(8);
    UpsFigures figures =
        new UpsFigures(
            number(found.group(1)).orElse(0),
            number(found.group(3)).orElse(0),
            (int) number(found.group(4)).orElse(0),
            number(found.group(5)).orElse(0),
            number(found.group(6)).orElse(0),
            number(found.group(7)),
            bit(bits, 6),
            bit(bits, 4),
            bit(bits, 2));
    if (!bit(bits, 7)) return Optional.of(new UpsState.OnMains(figures));
    return Optional.of(
        figures.batteryLow() ? new UpsState.BatteryLow(figures) : new UpsState.OnBattery(figures));
  }

  private static boolean bit(String bits, int number) {
    return bits.charAt(7 - number) == '1';
  }

  private static OptionalDouble number(String text) {
    return text.startsWith("-")
        ? OptionalDouble.empty()
        : OptionalDouble.of(Double.parseDouble(text));
  }
}
