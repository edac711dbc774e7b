package farkeep.panel.console;

import static org.assertj.core.api.Assertions.assertThat;

import farkeep.panel.ScriptedPace;
import farkeep.panel.serial.FakeLine;
import farkeep.panel.serial.LineNotes;
import farkeep.panel.serial.LineSettings;
import farkeep.panel.serial.PluggedLine;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class SerialConsoleTest {
  private final FakeLine fake = new FakeLine();
  private final ScriptedPace pace = new ScriptedPace();
  private final PlayedActions actions = new PlayedActions();
  private final SerialConsole console =
      new SerialConsole(
          new PluggedLine(fake, LineSettings.text("/dev/ttyAMA0", 115_200), pace, new LineNotes()),
          actions,
          pace);

  private void runUntil(long millis) throws InterruptedException {
    pace.at(millis, console::close);
    console.run();
  }

  private String shown() {
    return new String(fake.written(), StandardCharsets.UTF_8);
  }

  @Test
  void it_greets_and_does_what_is_typed() throws InterruptedException {
    pace.at(50, () -> assertThat(shown()).contains("Farkeep box").endsWith("> "));
    pace.at(60, () -> fake.arrives("6\rFORGET\r"));
    runUntil(1_000);
    assertThat(shown()).contains("type FORGET").contains("Forgotten.");
    assertThat(actions.done).containsExactly("forget");
  }

  @Test
  void who_goes_away_in_the_middle_leaves_nothing_behind() throws InterruptedException {
    pace.at(1_000, () -> fake.arrives("6\rFOR"));
    pace.at(62_000, () -> fake.arrives("GET\r"));
    runUntil(63_000);
    assertThat(actions.done).isEmpty();
  }

  @Test
  void nobody_is_looked_for_less_often_and_found_all_the_same() throws InterruptedException {
    pace.at(60_000, () -> fake.arrives("1\r"));
    pace.at(60_600, () -> assertThat(actions.done).containsExactly("status"));
    runUntil(61_000);
    assertThat(actions.done).containsExactly("status");
  }

  @Test
  void a_cable_that_is_pulled_forgets_what_was_typed() throws InterruptedException {
    pace.at(1_000, () -> fake.arrives("6\rFORGET"));
    pace.at(2_000, () -> fake.plugged(false));
    pace.at(3_000, () -> assertThat(console.lacks()).isNotEmpty());
    pace.at(3_500, () -> shown());
    pace.at(4_000, () -> fake.plugged(true)).at(12_000, () -> fake.arrives("\r"));
    runUntil(13_000);
    assertThat(actions.done).isEmpty();
    assertThat(shown()).contains("Farkeep box");
    assertThat(fake.opened()).isEqualTo(2);
  }

  @Test
  void a_flood_waits_outside_and_gets_one_answer_a_look() throws InterruptedException {
    pace.at(1_000, () -> fake.arrives("1\r".repeat(100_000)));
    runUntil(2_000);
    assertThat(actions.done).hasSizeLessThanOrEqualTo(11);
    assertThat(fake.readBytes()).isLessThanOrEqualTo(11 * SerialConsole.TYPED_BYTES_MAX);
    assertThat(shown()).hasSizeLessThan(1_000);
  }
}
