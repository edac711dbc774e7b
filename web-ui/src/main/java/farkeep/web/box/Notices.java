package farkeep.web.box;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// What actions have answered, until the page that follows has shown it. The address of that page
/// holds a number that nobody can guess: no link can make the page say what is not true. Safe for
/// many threads.
final class Notices {
  /// How many are kept; the oldest is forgotten.
  static final int KEPT_MAX = 16;

  private static final int NUMBER_BYTES = 8;
  private static final Pattern NUMBER = Pattern.compile("[0-9a-f]{16}");

  private final SecureRandom random = new SecureRandom();
  private final Map<String, String> kept =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
          return size() > KEPT_MAX;
        }
      };

  /// Keeps a sentence.
  ///
  /// @return its number
  synchronized String keep(String sentence) {
    byte[] bytes = new byte[NUMBER_BYTES];
    random.nextBytes(bytes);
    String number = HexFormat.of().formatHex(bytes);
    kept.put(number, sentence);
    return number;
  }

  /// Whether a text looks like a number.
  static boolean isNumber(String text) {
    return NUMBER.matcher(text).matches();
  }

  /// The sentence with this number, once.
  synchronized Optional<String> take(String number) {
    return Optional.ofNullable(kept.remove(number));
  }
}
