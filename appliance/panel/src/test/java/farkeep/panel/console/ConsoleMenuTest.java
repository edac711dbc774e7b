package farkeep.panel.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ConsoleMenuTest {
  private final PlayedActions actions = new PlayedActions();
  private final ConsoleMenu menu = new ConsoleMenu(actions);

  private String type(String text) {
    StringBuilder shown = new StringBuilder();
    for (byte each : text.getBytes(StandardCharsets.UTF_8)) shown.append(menu.take(each));
    return shown.toString();
  }

  @Test
  void enter_shows_what_there_is() {
    assertThat(type("\r"))
        .isEqualTo(
            "\r\n\r\nFarkeep box\r\n  1  How it is\r\n  2  Show the pairing code\r\n"
                + "  3  Open the actions of the status page\r\n  4  Make it safe to unplug\r\n"
                + "  5  Shut down\r\n  6  Forget all pairings (no data is lost)\r\n> ");
  }

  @Test
  void a_number_and_enter_do_it() {
    assertThat(type("1\r")).isEqualTo("1\r\nAll is well.\r\n> ");
    assertThat(type("2\n3\r\n")).contains("Code 1234 5678").contains("Open for 5 minutes.");
    assertThat(actions.done).containsExactly("status", "pair", "window");
  }

  @Test
  void what_can_not_be_undone_must_be_typed_out() {
    assertThat(type("6\r")).contains("type FORGET and Enter to do it");
    assertThat(type("forget\r")).contains("Nothing was done.");
    type("6\r\r");
    type("5\r6\r");
    assertThat(actions.done).isEmpty();
    assertThat(type("6\rFORGET\r")).contains("Forgotten.");
    assertThat(type("5\ryes\r")).contains("Good night.");
    assertThat(actions.done).containsExactly("forget", "shut down");
  }

  @Test
  void a_slip_can_be_mended() {
    assertThat(type("7\u007f1\r")).isEqualTo("7\b \b1\r\nAll is well.\r\n> ");
    assertThat(type("\b\b\b")).isEmpty();
  }

  @Test
  void what_fails_says_why() {
    assertThat(type("4\ryes\r")).contains("That failed: the disk is busy");
  }

  @Test
  void what_was_half_typed_is_forgotten_with_who_typed_it() {
    type("6\rFOR");
    assertThat(menu.atRest()).isFalse();
    assertThat(menu.abandon()).contains("Farkeep box");
    assertThat(menu.atRest()).isTrue();
    type("GET\r");
    assertThat(actions.done).isEmpty();
  }

  @Test
  void no_more_is_kept_of_a_line_than_a_command_needs() {
    assertThat(type("1".repeat(ConsoleMenu.TYPED_CHARS_MAX * 10)))
        .hasSize(ConsoleMenu.TYPED_CHARS_MAX);
    type("\r1\r");
    assertThat(actions.done).containsExactly("status");
  }

  @Test
  void an_answer_can_not_play_with_the_terminal_and_has_an_end() {
    actions.status = "a\u001b[2J\u0007b\nc" + "x".repeat(ConsoleMenu.ANSWER_CHARS_MAX * 2);
    String shown = type("1\r");
    assertThat(shown).startsWith("1\r\na[2Jb\r\ncx").hasSizeLessThan(700);
    assertThat(shown).doesNotContain("\u001b", "\u0007");
  }

  @Test
  void noise_does_nothing_that_can_not_be_undone() {
    for (long seed = 0; seed < 200; seed++) {
      byte[] noise = new byte[2_000];
      new Random(seed).nextBytes(noise);
      for (byte each : noise) menu.take(each);
    }
    assertThat(actions.done).doesNotContain("forget", "shut down");
  }
}
