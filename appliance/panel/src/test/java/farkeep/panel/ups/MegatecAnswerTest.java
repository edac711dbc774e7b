package farkeep.panel.ups;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalDouble;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MegatecAnswerTest {
  private static UpsState parse(String line) {
    return MegatecAnswer.parse(line).orElseThrow();
  }

  @Test
  void every_figure_is_where_the_protocol_has_it() {
    UpsFigures figures =
        new UpsFigures(208.4, 209.1, 34, 59.9, 2.05, OptionalDouble.of(35.0), false, false, false);
    assertThat(parse("(208.4 140.0 209.1 034 59.9 2.05 35.0 00100000"))
        .isEqualTo(new UpsState.OnMains(figures));
  }

  @Test
  void the_bits_say_what_carries_and_what_is_wrong() {
    assertThat(parse("(000.0 140.0 220.0 034 00.0 12.1 35.0 10000000"))
        .isInstanceOf(UpsState.OnBattery.class);
    assertThat(parse("(000.0 140.0 220.0 034 00.0 10.9 35.0 11000000"))
        .isInstanceOf(UpsState.BatteryLow.class);
    assertThat(parse("(230.0 140.0 220.0 034 50.0 10.9 35.0 01010100"))
        .isInstanceOfSatisfying(
            UpsState.OnMains.class,
            mains -> {
              assertThat(mains.figures().batteryLow()).isTrue();
              assertThat(mains.figures().faulty()).isTrue();
              assertThat(mains.figures().testing()).isTrue();
            });
  }

  @Test
  void what_a_ups_does_not_measure_is_not_made_up() {
    assertThat(parse("(230.0 ---.- 230.0 012 50.0 27.3 --.- 00001001"))
        .isInstanceOfSatisfying(
            UpsState.OnMains.class, mains -> assertThat(mains.figures().celsius()).isEmpty());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "(",
        "Q1",
        "NAK",
        "208.4 140.0 208.4 034 59.9 2.05 35.0 00110000",
        "(208.4 140.0 208.4 034 59.9 2.05 35.0 0011000",
        "(208.4 140.0 208.4 034 59.9 2.05 35.0 001100002",
        "(208.4 140.0 208.4 034 59.9 2.05 00110000",
        "(2O8.4 140.0 208.4 034 59.9 2.05 35.0 00110000",
        "#220.0 000 024.0 50.0",
      })
  void anything_else_is_no_answer(String line) {
    assertThat(MegatecAnswer.parse(line)).isEmpty();
  }

  @Test
  void an_answer_with_any_byte_altered_is_never_an_error() {
    String good = "(208.4 140.0 208.4 034 59.9 2.05 35.0 00110000";
    Random random = new Random(1);
    for (int round = 0; round < 20_000; round++) {
      char[] bytes = good.toCharArray();
      for (int i = random.nextInt(3); i >= 0; i--) {
        bytes[random.nextInt(bytes.length)] = (char) random.nextInt(256);
      }
      assertThat(MegatecAnswer.parse(new String(bytes))).isNotNull();
    }
  }
}
