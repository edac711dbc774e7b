package farkeep.panel.ups;

import com.code_intelligence.jazzer.junit.FuzzTest;
import farkeep.fuzz.Bounds;
import farkeep.fuzz.Seeds;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// What a UPS, or whatever else is plugged in there, sends.
class MegatecFuzzTest {
  static Stream<Arguments> lines() {
    return Stream.of(
            "(208.4 140.0 208.4 034 59.9 2.05 35.0 00110000\r",
            "(000.0 140.0 220.0 034 00.0 10.9 35.0 11000000\r",
            "(230.0 ---.- 230.0 012 50.0 27.3 --.- 00001001\r",
            "Q1\r#220.0 000 024.0 50.0\r((208.4 140.0 208.4 034 59.9 2.05 35.0 00110000\r")
        .map(line -> Seeds.seed(line.strip(), line.getBytes(StandardCharsets.ISO_8859_1)));
  }

  @MethodSource("lines")
  @FuzzTest
  void an_answer_is_read_or_is_none(byte[] sent) {
    Bounds.hold(() -> {
      Optional<UpsState> whole = new AnswerBytes().take(sent, sent.length);
      whole.ifPresent(MegatecFuzzTest::checkFigures);
      Bounds.require(byteByByte(sent).equals(whole), "it reads otherwise when it comes slowly");
    });
  }

  private static Optional<UpsState> byteByByte(byte[] sent) {
    AnswerBytes bytes = new AnswerBytes();
    for (byte each : sent) {
      Optional<UpsState> answer = bytes.take(new byte[] {each}, 1);
      if (answer.isPresent()) return answer;
    }
    return Optional.empty();
  }

  private static void checkFigures(UpsState state) {
    switch (state) {
      case UpsState.Unknown(var why) -> Bounds.require(false, "an answer that says " + why);
      case UpsState.OnMains(var figures) -> check(figures);
      case UpsState.OnBattery(var figures) -> check(figures);
      case UpsState.BatteryLow(var figures) -> check(figures);
    }
  }

  private static void check(UpsFigures figures) {
    Stream.of(
            figures.inputVolts(),
            figures.outputVolts(),
            (double) figures.loadPercent(),
            figures.hertz(),
            figures.batteryVolts(),
            figures.celsius().orElse(0))
        .forEach(each -> Bounds.require(each >= 0 && each < 10_000, "a figure of " + each));
  }
}
