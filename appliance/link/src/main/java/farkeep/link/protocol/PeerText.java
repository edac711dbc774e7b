package farkeep.link.protocol;

/// Words of a peer, for people: whatever it said, they can be shown and logged.
public final class PeerText {
  /// Characters of a reason that are shown.
  public static final int REASON_CHARACTERS_MAX = 1_000;

  private PeerText() {}

  /// A reason as it is shown: control characters, which could rewrite a terminal, become question
  /// marks.
  public static String reason(String said) {
    return said.isBlank() ? "no reason was given" : printable(said, REASON_CHARACTERS_MAX);
  }

  static String printable(String said, int charactersMax) {
    StringBuilder shown = new StringBuilder();
    said.codePoints()
        .limit(charactersMax)
        .map(c -> Character.isISOControl(c) ? '?' : c)
        .forEach(shown::appendCodePoint);
    return shown.toString();
  }
}
