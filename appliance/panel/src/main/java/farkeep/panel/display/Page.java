package farkeep.panel.display;

import java.util.Optional;
import java.util.OptionalInt;

/// What a display shows.
///
/// @param sentence how the box is; 200 characters are looked at
/// @param code pairing code, when there is one to show; 16 characters at most
/// @param percent how far something has come, 0 to 100
public record Page(String sentence, Optional<String> code, OptionalInt percent) {
  /// Characters of a sentence that are looked at.
  public static final int SENTENCE_CHARS_MAX = 200;

  /// Characters of a code: it must fit the narrowest display.
  public static final int CODE_CHARS_MAX = 16;

  /// Checks the bounds; a sentence that is too long is cut.
  public Page {
    if (code.isPresent() && code.get().length() > CODE_CHARS_MAX) {
      throw new IllegalArgumentException(
          "a code has at most %d characters, not %d"
              .formatted(CODE_CHARS_MAX, code.get().length()));
    }
    if (percent.isPresent() && (percent.getAsInt() < 0 || percent.getAsInt() > 100)) {
      throw new IllegalArgumentException("0 to 100 %%, not %d".formatted(percent.getAsInt()));
    }
    if (sentence.length() > SENTENCE_CHARS_MAX) {
      sentence = sentence.substring(0, SENTENCE_CHARS_MAX);
    }
  }

  /// Only a sentence.
  public static Page of(String sentence) {
    return new Page(sentence, Optional.empty(), OptionalInt.empty());
  }

  /// The same with a code.
  public Page withCode(String shown) {
    return new Page(sentence, Optional.of(shown), percent);
  }

  /// The same with progress.
  public Page withPercent(int shown) {
    return new Page(sentence, code, OptionalInt.of(shown));
  }
}
