package farkeep.link.pairing;

/// What a person carries from a box to a home, and both prove to know: the digits, or the secret of
/// a [PairingText]. Either is worth something only while the window that made it is open, and once.
public abstract sealed class PairingWord permits PairingCode, PairingSecret {
  PairingWord() {}

  /// Which word is meant, as the first byte of the home's hello says it.
  enum Kind {
    /// The eight digits.
    DIGITS(1),
    /// The secret of the text.
    SECRET(2);

    private final int number;

    Kind(int number) {
      this.number = number;
    }

    int number() {
      return number;
    }
  }

  abstract Kind kind();

  /// What goes into the exchange, ASCII only.
  abstract char[] characters();
}
