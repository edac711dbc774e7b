package farkeep.store.catalogue;

/// The bounds of rows and questions.
final class RowBounds {
  private RowBounds() {}

  /// @throws IllegalArgumentException more than a word
  static void checkWord(String word) {
    if (word.length() > Catalogue.WORD_CHARACTERS_MAX) {
      throw new IllegalArgumentException(
          "a word of %d characters; at most %d"
              .formatted(word.length(), Catalogue.WORD_CHARACTERS_MAX));
    }
  }

  /// @throws IllegalArgumentException not between 1 and the most rows
  static void checkLimit(int limit) {
    if (limit < 1 || limit > Catalogue.ROWS_MAX) {
      throw new IllegalArgumentException(
          "%d rows asked; 1 to %d".formatted(limit, Catalogue.ROWS_MAX));
    }
  }

  /// A sentence, cut where it is too long.
  static String cut(String sentence) {
    int end = Math.min(sentence.length(), Catalogue.SENTENCE_CHARACTERS_MAX);
    return sentence.substring(0, end);
  }
}
