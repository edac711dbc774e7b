package farkeep.panel.display;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ScreenTest {
  private static List<String> lines(Page page, DisplaySize size, int step) {
    return new Screen(page, size).lines(step).stream().map(String::stripTrailing).toList();
  }

  @Test
  void a_sentence_is_wrapped_at_words() {
    Page page = Page.of("Safe. Last copy 4 minutes ago.");
    assertThat(lines(page, DisplaySize.LARGE, 0))
        .containsExactly("Safe. Last copy 4", "minutes ago.", "", "");
    assertThat(lines(page, DisplaySize.SMALL, 0))
        .containsExactly("Safe. Last copy", "4 minutes ago.");
  }

  @Test
  void code_and_progress_stand_below() {
    Page page = Page.of("Pair me.").withCode("1234 5678").withPercent(63);
    assertThat(lines(page, DisplaySize.LARGE, 0))
        .containsExactly("Pair me.", "", "     1234 5678", "[########      ] 63%");
    assertThat(lines(page, DisplaySize.SMALL, 0)).containsExactly("Pair me.", "   1234 5678");
    assertThat(lines(Page.of("x").withPercent(100), DisplaySize.SMALL, 0))
        .containsExactly("x", "[##########]100%");
  }

  @Test
  void a_sentence_that_is_too_long_moves_up_line_by_line_and_begins_anew() {
    Page page = Page.of("one two three four five six seven").withCode("1");
    Screen screen = new Screen(page, DisplaySize.SMALL);
    assertThat(screen.steps()).isEqualTo(3);
    assertThat(List.of(0, 1, 2, 3))
        .extracting(step -> screen.lines(step).getFirst().strip())
        .containsExactly("one two three", "four five six", "seven", "one two three");
  }

  @Test
  void a_word_longer_than_a_line_is_cut() {
    assertThat(lines(Page.of("abcdefghijklmnopqrstuvwxyz end"), DisplaySize.SMALL, 0))
        .containsExactly("abcdefghijklmnop", "qrstuvwxyz end");
  }

  @Test
  void every_frame_has_the_size_of_the_display_and_no_word_is_lost() {
    for (long seed = 0; seed < 500; seed++) {
      Random random = new Random(seed);
      StringBuilder text = new StringBuilder();
      while (text.length() < random.nextInt(200)) {
        text.append("wört".repeat(1 + random.nextInt(3))).append(' ');
      }
      DisplaySize size = random.nextBoolean() ? DisplaySize.LARGE : DisplaySize.SMALL;
      Page page = Page.of(text.toString());
      Screen screen = new Screen(random.nextBoolean() ? page.withCode("12") : page, size);
      for (int step = 0; step < screen.steps(); step++) {
        assertThat(screen.lines(step))
            .as("seed %d", seed)
            .hasSize(size.rows())
            .allMatch(line -> line.length() == size.columns());
      }
    }
  }

  @Test
  void a_page_has_bounds() {
    String longest = "x".repeat(Page.SENTENCE_CHARS_MAX);
    assertThat(Page.of(longest + "y").sentence()).isEqualTo(longest);
    assertThat(Page.of("").withCode("1".repeat(Page.CODE_CHARS_MAX)).code()).isPresent();
    assertThatThrownBy(() -> Page.of("").withCode("1".repeat(Page.CODE_CHARS_MAX + 1)))
        .hasMessage("a code has at most 16 characters, not 17");
    assertThatThrownBy(() -> Page.of("").withPercent(101)).hasMessageContaining("not 101");
    assertThatThrownBy(() -> new DisplaySize(15, 2)).hasMessageContaining("16 to 80 columns");
    assertThatThrownBy(() -> new DisplaySize(81, 2)).hasMessageContaining("not 81 and 2");
    assertThatThrownBy(() -> new DisplaySize(20, 26)).hasMessageContaining("2 to 25 rows");
  }
}
