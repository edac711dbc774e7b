package farkeep.panel.ups;

import static org.assertj.core.api.Assertions.assertThat;

import farkeep.panel.ScriptedPace;
import farkeep.panel.serial.FakeLine;
import farkeep.panel.serial.LineNotes;
import farkeep.panel.serial.LineSettings;
import farkeep.panel.serial.PluggedLine;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MegatecUpsTest {
  private static final String MAINS = "(230.0 140.0 230.0 034 50.0 27.3 25.0 00001001\r";
  private static final String BATTERY = "(000.0 140.0 230.0 034 50.0 25.1 25.0 10001001\r";
  private static final String LOW = "(000.0 140.0 230.0 034 50.0 21.0 25.0 11001001\r";

  private final FakeLine fake = new FakeLine();
  private final ScriptedPace pace = new ScriptedPace();
  private final List<String> told = new ArrayList<>();
  private String answer = MAINS;
  private final MegatecUps ups =
      new MegatecUps(
          new PluggedLine(fake, LineSettings.megatec("/dev/ttyUSB0"), pace, new LineNotes()),
          pace,
          state ->
              told.add(pace.running().toSeconds() + " s: " + state.getClass().getSimpleName()));

  MegatecUpsTest() {
    fake.onWrite(written -> {
      assertThat(written).isEqualTo("Q1\r");
      fake.arrives(answer);
    });
  }

  private void runUntil(long millis) throws InterruptedException {
    pace.at(millis, ups::close);
    ups.run();
  }

  @Test
  void a_cut_is_told_at_once_and_so_are_low_and_back() throws InterruptedException {
    pace.at(9_000, () -> answer = BATTERY);
    pace.at(19_000, () -> answer = LOW);
    pace.at(29_000, () -> answer = MAINS);
    runUntil(60_000);
    assertThat(told)
        .containsExactly("0 s: OnMains", "10 s: OnBattery", "20 s: BatteryLow", "30 s: OnMains");
    assertThat(ups.lacks()).isEmpty();
  }

  @Test
  void a_slow_ups_may_answer_in_pieces() throws InterruptedException {
    answer = "";
    pace.at(300, () -> fake.arrives(MAINS.substring(0, 20)));
    pace.at(900, () -> fake.arrives(MAINS.substring(20)));
    runUntil(1_500);
    assertThat(told).containsExactly("0 s: OnMains");
  }

  @Test
  void noise_before_an_answer_and_half_an_answer_do_no_harm() throws InterruptedException {
    answer = "\u0000\u00ff(208.4 14" + BATTERY;
    runUntil(1_000);
    assertThat(told).containsExactly("0 s: OnBattery");
  }

  @Test
  void a_late_answer_is_not_taken_for_the_next_one() throws InterruptedException {
    answer = "";
    pace.at(2_900, () -> fake.arrives(BATTERY));
    pace.at(2_950, () -> answer = MAINS);
    runUntil(5_000);
    assertThat(told).containsExactly("3 s: OnMains");
  }

  @Test
  void silence_is_forgiven_a_few_times_and_then_nothing_is_known() throws InterruptedException {
    pace.at(1_000, () -> answer = "");
    pace.at(1_000 + 3_000L * (MegatecUps.MISSES_MAX - 1), () -> answer = MAINS);
    pace.at(20_000, () -> answer = "");
    runUntil(60_000);
    assertThat(told).first().isEqualTo("0 s: OnMains");
    assertThat(told).hasSize(2).last().asString().endsWith("s: Unknown");
    assertThat(ups.lacks()).contains("the UPS does not answer, or not in Megatec's protocol");
  }

  @Test
  void a_cable_that_is_pulled_and_put_back_is_told_as_unknown_and_known()
      throws InterruptedException {
    pace.at(1_000, () -> fake.plugged(false));
    pace.at(20_000, () -> assertThat(ups.lacks()).contains("/dev/ttyUSB0 is not there"));
    pace.at(20_000, () -> fake.plugged(true));
    runUntil(60_000);
    assertThat(told)
        .extracting(each -> each.replaceAll(".*: ", ""))
        .containsExactly("OnMains", "Unknown", "OnMains");
  }

  @Test
  void a_flood_is_read_to_its_bound_only() throws InterruptedException {
    answer = "";
    int flood = MegatecUps.STALE_BYTES_MAX * 100;
    pace.at(1_999, () -> fake.arrives("x".repeat(flood)));
    runUntil(4_500);
    int looks = 25;
    assertThat(fake.readBytes())
        .isBetween(
            MegatecUps.STALE_BYTES_MAX,
            MegatecUps.STALE_BYTES_MAX + looks * MegatecUps.ANSWER_BYTES_MAX);
    assertThat(ups.state()).isInstanceOf(UpsState.Unknown.class);
  }

  @Test
  void an_answer_longer_than_any_is_garbage() throws InterruptedException {
    answer = "(" + "1".repeat(MegatecUps.ANSWER_BYTES_MAX * 3) + "\r" + MAINS;
    runUntil(1_000);
    assertThat(told).containsExactly("0 s: OnMains");
  }

  @Test
  void a_box_without_a_ups_says_so() {
    assertThat(new AbsentUps("no UPS is set up").state())
        .isEqualTo(new UpsState.Unknown("no UPS is set up"));
    assertThat(new AbsentUps("no UPS is set up").lacks()).contains("no UPS is set up");
  }
}
