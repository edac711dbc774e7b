package farkeep.box.sensors;

import java.util.OptionalInt;
import java.util.OptionalLong;

/// What a disk says of itself.
public sealed interface SmartAnswer {
  /// Nothing can be had: no SMART, no smartctl, no leave, or no sense.
  ///
  /// @param why in one sentence
  record Absent(String why) implements SmartAnswer {}

  /// Figures.
  ///
  /// @param passed the disk's own verdict: false means that it expects to fail
  /// @param celsius its temperature
  /// @param poweredHours for how long it has run
  /// @param reallocated sectors it has replaced
  /// @param pending sectors it can't read and has not replaced yet
  /// @param uncorrectable reads that it could not mend
  /// @param wornPercent how much of its life it has used up, as its maker counts; may be above 100
  record Measured(
      boolean passed,
      OptionalInt celsius,
      OptionalLong poweredHours,
      OptionalLong reallocated,
      OptionalLong pending,
      OptionalLong uncorrectable,
      OptionalInt wornPercent)
      implements SmartAnswer {
    /// Whether there are signs that it wears out, while its own verdict is still good.
    public boolean worn() {
      return reallocated.orElse(0) > 0
          || pending.orElse(0) > 0
          || uncorrectable.orElse(0) > 0
          || wornPercent.orElse(0) >= 100;
    }
  }
}
