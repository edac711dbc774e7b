package farkeep.panel.display;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import farkeep.panel.ScriptedPace;
import farkeep.panel.serial.FakeLine;
import farkeep.panel.serial.LineNotes;
import farkeep.panel.serial.LineSettings;
import farkeep.panel.serial.PluggedLine;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SerialDisplayTest {
  private final FakeLine fake = new FakeLine();
  private final ScriptedPace pace = new ScriptedPace();
  private final PluggedLine line =
      new PluggedLine(fake, LineSettings.text("/dev/ttyUSB0", 9_600), pace, new LineNotes());

  @ParameterizedTest
  @EnumSource
  void every_kind_shows_what_was_asked_for_on_both_sizes(DisplayKind kind)
      throws InterruptedException {
    for (DisplaySize size : List.of(DisplaySize.LARGE, DisplaySize.SMALL)) {
      PlayedDisplay played = new PlayedDisplay(kind, size);
      ScriptedPace own = new ScriptedPace();
      PluggedLine opened =
          new PluggedLine(fake, LineSettings.text("/dev/ttyUSB0", 9_600), own, new LineNotes());
      SerialDisplay display = new SerialDisplay(opened, kind, size, own);
      List<List<String>> seen = new ArrayList<>();
      own.at(10, () -> display.show(Page.of("Sicher für heute.").withCode("1234 5678")));
      own.at(100, () -> seen.add(shown(played)));
      own.at(110, () -> display.show(Page.of("Ok.")));
      own.at(200, () -> seen.add(shown(played))).at(200, display::close);
      display.run();
      String below = size == DisplaySize.LARGE ? "     1234 5678" : "   1234 5678";
      String above = size == DisplaySize.LARGE ? "Sicher fuer heute." : "Sicher fuer";
      assertThat(seen.getFirst()).hasSize(size.rows()).startsWith(above).endsWith(below);
      assertThat(seen.get(1)).startsWith("Ok.").doesNotContain(below);
    }
  }

  private List<String> shown(PlayedDisplay played) {
    played.take(fake.written());
    return played.lines();
  }

  @Test
  void nothing_is_written_while_nothing_changes_until_it_is_written_anew()
      throws InterruptedException {
    SerialDisplay display = new SerialDisplay(line, DisplayKind.HD44780, DisplaySize.LARGE, pace);
    PlayedDisplay played = new PlayedDisplay(DisplayKind.HD44780, DisplaySize.LARGE);
    display.show(Page.of("All is well."));
    pace.at(1_000, () -> assertThat(shown(played)).startsWith("All is well."));
    pace.at(1_001, played::power);
    pace.at(55_000, () -> assertThat(fake.written()).isEmpty());
    pace.at(70_000, () -> assertThat(shown(played)).startsWith("All is well."));
    pace.at(70_000, display::close);
    display.run();
  }

  @Test
  void a_long_sentence_scrolls_with_time() throws InterruptedException {
    SerialDisplay display = new SerialDisplay(line, DisplayKind.VT100, DisplaySize.SMALL, pace);
    PlayedDisplay played = new PlayedDisplay(DisplayKind.VT100, DisplaySize.SMALL);
    display.show(Page.of("one two three four five six seven").withCode("1"));
    List<String> seen = new ArrayList<>();
    for (int step = 0; step < 4; step++) {
      pace.at(1_000 + 2_500L * step, () -> seen.add(shown(played).getFirst()));
    }
    pace.at(10_000, display::close);
    display.run();
    assertThat(seen).containsExactly("one two three", "four five six", "seven", "one two three");
  }

  @Test
  void a_display_that_was_unplugged_shows_all_when_it_is_back() throws InterruptedException {
    SerialDisplay display =
        new SerialDisplay(line, DisplayKind.MATRIX_ORBITAL, DisplaySize.LARGE, pace);
    PlayedDisplay played = new PlayedDisplay(DisplayKind.MATRIX_ORBITAL, DisplaySize.LARGE);
    display.show(Page.of("Before."));
    pace.at(1_000, () -> assertThat(shown(played)).startsWith("Before."));
    pace.at(1_001, () -> fake.plugged(false)).at(1_002, () -> display.show(Page.of("After.")));
    pace.at(3_000, () -> assertThat(display.lacks()).contains("unplugged"));
    pace.at(3_001, played::power).at(3_002, () -> fake.plugged(true));
    pace.at(20_000, () -> assertThat(shown(played)).startsWith("After."));
    pace.at(20_000, () -> assertThat(display.lacks()).isEmpty()).at(20_000, display::close);
    display.run();
    assertThat(fake.opened()).isEqualTo(2);
  }

  @Test
  void a_whole_terminal_is_more_than_one_write() throws InterruptedException {
    DisplaySize terminal = new DisplaySize(80, 25);
    SerialDisplay display = new SerialDisplay(line, DisplayKind.VT100, terminal, pace);
    PlayedDisplay played = new PlayedDisplay(DisplayKind.VT100, terminal);
    display.show(Page.of("All is well.").withPercent(50));
    pace.at(100, () -> assertThat(shown(played)).startsWith("All is well.").hasSize(25));
    pace.at(101, () -> assertThat(played.lines().getLast()).endsWith("50%"));
    pace.at(200, display::close);
    display.run();
  }

  @Test
  void a_chip_has_no_more_than_four_rows_of_twenty() {
    assertThatThrownBy(
            () -> new SerialDisplay(line, DisplayKind.HD44780, new DisplaySize(40, 4), pace))
        .hasMessageContaining("at most 4 rows of 20");
    assertThat(new AbsentDisplay("no display is set up").lacks()).contains("no display is set up");
  }
}
