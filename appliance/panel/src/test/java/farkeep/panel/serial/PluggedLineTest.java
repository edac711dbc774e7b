package farkeep.panel.serial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import farkeep.panel.ScriptedPace;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class PluggedLineTest {
  private final FakeLine fake = new FakeLine();
  private final ScriptedPace pace = new ScriptedPace();
  private final LineNotes told = new LineNotes();
  private final PluggedLine line =
      new PluggedLine(fake, LineSettings.text("/dev/ttyUSB0", 9_600), pace, told);

  @Test
  void a_line_is_opened_once_and_is_fresh_once() {
    assertThat(line.lacks()).contains("/dev/ttyUSB0 has not been opened yet");
    assertThat(line.line()).isPresent();
    assertThat(line.line()).isPresent();
    assertThat(fake.opened()).isEqualTo(1);
    assertThat(line.fresh()).isTrue();
    assertThat(line.fresh()).isFalse();
    assertThat(line.lacks()).isEmpty();
  }

  @Test
  void a_line_that_is_not_there_is_tried_again_now_and_then() {
    fake.plugged(false);
    assertThat(line.line()).isEmpty();
    assertThat(line.lacks()).contains("/dev/ttyUSB0 is not there");
    fake.plugged(true);
    pace.await(PluggedLine.REOPEN_EVERY.minusMillis(1));
    assertThat(line.line()).isEmpty();
    pace.await(Duration.ofMillis(1));
    assertThat(line.line()).isPresent();
  }

  @Test
  void a_line_that_was_lost_is_fresh_again() {
    line.line();
    line.fresh();
    line.lost(new IOException("pulled out"));
    assertThat(line.lacks()).contains("pulled out");
    pace.await(PluggedLine.REOPEN_EVERY);
    assertThat(line.line()).isPresent();
    assertThat(line.fresh()).isTrue();
  }

  @Test
  void what_becomes_of_it_is_told_once() {
    fake.plugged(false);
    for (int i = 0; i < 5; i++) {
      line.line();
      pace.await(PluggedLine.REOPEN_EVERY);
    }
    fake.plugged(true);
    line.line();
    line.lost(new IOException("pulled out"));
    assertThat(told.notes())
        .containsExactly(
            "missing /dev/ttyUSB0: /dev/ttyUSB0 is not there",
            "opened /dev/ttyUSB0",
            "missing /dev/ttyUSB0: pulled out");
  }

  @Test
  void settings_are_checked() {
    assertThat(LineSettings.megatec("/dev/x")).isEqualTo(new LineSettings("/dev/x", 2_400, true));
    assertThat(new LineSettings("/dev/x", LineSettings.BAUD_MAX, false).baud()).isEqualTo(921_600);
    assertThatThrownBy(() -> LineSettings.text("/dev/x", LineSettings.BAUD_MAX + 1))
        .hasMessageContaining("300 to 921600 baud");
    assertThatThrownBy(() -> LineSettings.text("ttyS0", 9_600))
        .hasMessageContaining("absolute path");
  }
}
