package farkeep.link.pairing;

import farkeep.objects.port.Randomness;

/// What a box shows for pairing and a person types at home: eight digits, valid once and for a
/// short time.
public final class PairingCode extends PairingWord {
  /// Digits of a code.
  public static final int DIGITS = 8;

  private static final long CODES = 100_000_000;

  private final String digits;

  private PairingCode(String digits) {
    this.digits = digits;
  }

  /// A new code.
  public static PairingCode random(Randomness randomness) {
    return new PairingCode("%08d".formatted(randomness.below(CODES)));
  }

  /// Reads what a person typed; spaces and dashes don't count.
  ///
  /// @throws IllegalArgumentException not eight digits; the message is for that person
  public static PairingCode typed(String text) {
    String digits = text.replaceAll("[\\s-]", "");
    if (!digits.matches("[0-9]{8}")) {
      throw new IllegalArgumentException("a pairing code has 8 digits, as in 1234 5678");
    }
    return new PairingCode(digits);
  }

  /// For people: `1234 5678`.
  public String shown() {
    return digits.substring(0, DIGITS / 2) + " " + digits.substring(DIGITS / 2);
  }

  @Override
  Kind kind() {
    return Kind.DIGITS;
  }

  @Override
  char[] characters() {
    return digits.toCharArray();
  }

  /// Not the code, which has no place in a log.
  @Override
  public String toString() {
    return "PairingCode";
  }
}
