package farkeep.panel.console;

import com.code_intelligence.jazzer.junit.FuzzTest;
import farkeep.fuzz.Bounds;
import farkeep.fuzz.Seeds;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// What is typed on the console's line, or comes from whatever hangs on it.
class ConsoleFuzzTest {
  private static final int SHOWN_CHARACTERS_MAX = 2 * ConsoleMenu.ANSWER_CHARS_MAX;

  static Stream<Arguments> conversations() {
    return Stream.of("1\r2\r\n3\n", "4\ryes\r5\rno\r", "6\rFORGET\r", "6\rFORGER\b\u007fET\r")
        .map(typed -> Seeds.seed(typed.strip(), typed.getBytes(StandardCharsets.US_ASCII)));
  }

  /// What can't be undone needs its word, and nothing that is typed plays with the terminal.
  @MethodSource("conversations")
  @FuzzTest
  void whatever_is_typed_the_menu_answers_and_nothing_happens_by_chance(byte[] typed) {
    Bounds.hold(() -> {
      Conversation actions = new Conversation();
      ConsoleMenu menu = new ConsoleMenu(actions);
      StringBuilder letters = new StringBuilder();
      for (byte each : typed) {
        if (each >= ' ' && each < 0x7f) letters.append((char) each);
        check(menu.take(each));
      }
      actions.check(letters.toString());
    });
  }

  private static void check(String shown) {
    Bounds.require(
        shown.length() <= SHOWN_CHARACTERS_MAX,
        "it showed %d characters".formatted(shown.length()));
    Bounds.require(
        shown.chars().allMatch(c -> c >= ' ' && c != 0x7f || c == '\r' || c == '\n' || c == '\b'),
        "it showed a character that moves things");
  }

  private static final class Conversation implements ConsoleActions {
    private final List<String> done = new ArrayList<>();

    private String did(String phrase) {
      done.add(phrase);
      return "done\u001b[2J " + phrase;
    }

    /// Each thing that was done needs its word among the letters, once for each time.
    void check(String letters) {
      for (String phrase : List.of("yes", "FORGET")) {
        long times = done.stream().filter(phrase::equals).count();
        Bounds.require(
            letters.length() >= times * phrase.length() && mayHold(letters, phrase, times),
            "done %d times without '%s'".formatted(times, phrase));
      }
    }

    private static boolean mayHold(String letters, String phrase, long times) {
      return phrase.chars().allMatch(c -> letters.chars().filter(l -> l == c).count() >= times);
    }

    @Override
    public String status() {
      return did("1");
    }

    @Override
    public String pairingCode() {
      return did("2");
    }

    @Override
    public String openActionWindow() {
      return did("3");
    }

    @Override
    public String safeToUnplug() {
      return did("yes");
    }

    @Override
    public String shutDown() {
      throw new IllegalStateException("not now");
    }

    @Override
    public String forgetPairings() {
      return did("FORGET");
    }
  }
}
