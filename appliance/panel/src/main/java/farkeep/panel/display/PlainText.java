package farkeep.panel.display;

import java.text.Normalizer;
import java.util.Map;

/// Text in the characters that every display has: the printable ones of ASCII, without the two that
/// a Japanese HD44780 draws as something else.
final class PlainText {
  private static final Map<Integer, String> INSTEAD =
      Map.ofEntries(
          Map.entry((int) 'ä', "ae"),
          Map.entry((int) 'ö', "oe"),
          Map.entry((int) 'ü', "ue"),
          Map.entry((int) 'Ä', "Ae"),
          Map.entry((int) 'Ö', "Oe"),
          Map.entry((int) 'Ü', "Ue"),
          Map.entry((int) 'ß', "ss"),
          Map.entry((int) 'æ', "ae"),
          Map.entry((int) 'Æ', "Ae"),
          Map.entry((int) 'ø', "oe"),
          Map.entry((int) 'Ø', "Oe"),
          Map.entry((int) 'å', "aa"),
          Map.entry((int) 'Å', "Aa"),
          Map.entry((int) 'œ', "oe"),
          Map.entry((int) 'ł', "l"),
          Map.entry((int) 'Ł', "L"),
          Map.entry((int) '€', "EUR"),
          Map.entry((int) '°', " deg "),
          Map.entry((int) '…', "..."),
          Map.entry((int) '–', "-"),
          Map.entry((int) '—', "-"),
          Map.entry((int) '−', "-"),
          Map.entry((int) '×', "x"),
          Map.entry((int) '‘', "'"),
          Map.entry((int) '’', "'"),
          Map.entry((int) '“', "\""),
          Map.entry((int) '”', "\""),
          Map.entry((int) '„', "\""),
          Map.entry((int) '\\', "/"),
          Map.entry((int) '~', "-"));

  private PlainText() {}

  /// The same, readable; what has no likeness becomes `?`, white space and control characters
  /// become one space.
  static String of(String text) {
    StringBuilder plain = new StringBuilder(text.length());
    // Composed first, so that an ä made of a and two dots is an ä too.
    Normalizer.normalize(text, Normalizer.Form.NFC)
        .codePoints()
        .forEach(each -> append(plain, each));
    return plain.toString().strip().replaceAll(" {2,}", " ");
  }

  private static void append(StringBuilder plain, int codePoint) {
    String instead = INSTEAD.get(codePoint);
    if (instead != null) plain.append(instead);
    else if (codePoint > ' ' && codePoint < 0x7f) plain.append((char) codePoint);
    else if (Character.isWhitespace(codePoint)
        || Character.isSpaceChar(codePoint)
        || Character.isISOControl(codePoint)) plain.append(' ');
    else plain.append(withoutMarks(codePoint));
  }

  private static String withoutMarks(int codePoint) {
    String apart = Normalizer.normalize(Character.toString(codePoint), Normalizer.Form.NFKD);
    String base = apart.replaceAll("[^\\x21-\\x7e]", "");
    return base.isEmpty() || INSTEAD.containsKey((int) base.charAt(0)) ? "?" : base;
  }
}
