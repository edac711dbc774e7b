package farkeep.box.sensors;

import com.code_intelligence.jazzer.junit.FuzzTest;
import farkeep.fuzz.Bounds;
import farkeep.fuzz.Seeds;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// What smartctl prints: a program that passes on what a disk says of itself.
class SmartFuzzTest {
  static Stream<Arguments> printed() {
    return Seeds.smart();
  }

  @MethodSource("printed")
  @FuzzTest
  void what_was_printed_is_understood_or_a_reason_is_given(byte[] printed) {
    Bounds.hold(() -> {
      if (SmartJson.parse(printed) instanceof SmartAnswer.Absent(var why)) {
        Bounds.require(!why.isBlank(), "no reason");
        Bounds.require(
            why.length() <= SmartJson.REASON_CHARACTERS_MAX,
            "a reason of %d characters".formatted(why.length()));
        Bounds.require(
            why.chars().noneMatch(Character::isISOControl), "a reason that moves things: " + why);
      }
    });
  }
}
