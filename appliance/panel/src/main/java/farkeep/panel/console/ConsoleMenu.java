package farkeep.panel.console;

import farkeep.panel.console.MenuItem.Confirm;
import org.jspecify.annotations.Nullable;

/// The menu, typed byte by byte: what comes in, and what is to be shown. Without time and without a
/// line, so that it can be tested as a conversation.
final class ConsoleMenu {
  /// Characters of what is typed before Enter; more are ignored.
  static final int TYPED_CHARS_MAX = 32;

  /// Characters of an action's answer; more are cut.
  static final int ANSWER_CHARS_MAX = 600;

  private static final String END = "\r\n";

  private final ConsoleActions actions;
  private final StringBuilder typed = new StringBuilder();
  private @Nullable MenuItem asked;
  private boolean afterReturn;

  ConsoleMenu(ConsoleActions actions) {
    this.actions = actions;
  }

  /// What is shown at first, and after [#abandon].
  static String greeting() {
    StringBuilder text = new StringBuilder(END + "Farkeep box" + END);
    for (MenuItem each : MenuItem.values()) {
      text.append("  ").append(each.key()).append("  ").append(each.words()).append(END);
    }
    return text + "> ";
  }

  /// Takes one byte.
  ///
  /// @return what to show; empty when nothing
  String take(byte value) {
    boolean feedOfReturn = value == '\n' && afterReturn;
    afterReturn = value == '\r';
    if (feedOfReturn) return "";
    if (value == '\r' || value == '\n') return END + entered();
    if (value == 0x7f || value == '\b') return erased();
    if (value < ' ' || typed.length() == TYPED_CHARS_MAX) return "";
    typed.append((char) value);
    return String.valueOf((char) value);
  }

  /// Whether nothing is typed and nothing is asked.
  boolean atRest() {
    return typed.isEmpty() && asked == null;
  }

  /// Whoever typed has gone: nothing of it counts.
  String abandon() {
    typed.setLength(0);
    asked = null;
    return END + greeting();
  }

  private String erased() {
    if (typed.isEmpty()) return "";
    typed.setLength(typed.length() - 1);
    return "\b \b";
  }

  private String entered() {
    String word = typed.toString().strip();
    typed.setLength(0);
    MenuItem confirming = asked;
    asked = null;
    if (confirming != null) return confirmed(confirming, word);
    MenuItem chosen = MenuItem.of(word);
    if (chosen == null) return greeting();
    return switch (chosen.confirm()) {
      case Confirm.None() -> done(chosen);
      case Confirm.By(var phrase) -> {
        asked = chosen;
        yield "%s: type %s and Enter to do it, Enter alone to leave it. "
            .formatted(chosen.words(), phrase);
      }
    };
  }

  private String confirmed(MenuItem item, String word) {
    return item.confirm() instanceof Confirm.By(var phrase) && phrase.equals(word)
        ? done(item)
        : "Nothing was done." + END + greeting();
  }

  private String done(MenuItem item) {
    return printable(answer(item)) + END + "> ";
  }

  private String answer(MenuItem item) {
    try {
      return item.call(actions);
    } catch (RuntimeException e) {
      return "That failed: " + e.getMessage();
    }
  }

  /// An answer can't move the cursor or ring: only line breaks and visible characters are left.
  private static String printable(String text) {
    String cut = text.substring(0, Math.min(text.length(), ANSWER_CHARS_MAX));
    return cut.replaceAll("\\R", "\n").replaceAll("[\\p{Cntrl}&&[^\n]]", "").replace("\n", END);
  }
}
