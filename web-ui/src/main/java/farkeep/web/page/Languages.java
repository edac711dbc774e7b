package farkeep.web.page;

import java.util.List;
import java.util.Locale;

/// The languages that pages speak.
public final class Languages {
  /// English first: it is spoken to whoever asks for none of them.
  public static final List<Locale> ALL = List.of(Locale.ENGLISH, Locale.GERMAN);

  private static final int HEADER_LETTERS_MAX = 256;

  private Languages() {}

  /// The best language for a browser.
  ///
  /// @param accepted its `Accept-Language` field (RFC 9110, 12.5.4); empty, odd or overlong means
  ///   English
  public static Locale best(String accepted) {
    if (accepted.isEmpty() || accepted.length() > HEADER_LETTERS_MAX) return Locale.ENGLISH;
    try {
      Locale found = Locale.lookup(Locale.LanguageRange.parse(accepted), ALL);
      return found == null ? Locale.ENGLISH : found;
    } catch (IllegalArgumentException e) {
      return Locale.ENGLISH;
    }
  }
}
