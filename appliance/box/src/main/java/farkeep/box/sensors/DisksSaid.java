package farkeep.box.sensors;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.DoubleStream;
import java.util.stream.LongStream;

/// What all disks say of themselves, together.
///
/// @param passed whether each of them expects to live on
/// @param celsius of the warmest
/// @param replaced sectors that were replaced or wait to be
/// @param poweredHours of the one that has run longest
record DisksSaid(
    Optional<Boolean> passed,
    OptionalDouble celsius,
    OptionalLong replaced,
    OptionalLong poweredHours) {
  /// No disk said anything.
  static final DisksSaid NOTHING =
      new DisksSaid(
          Optional.empty(), OptionalDouble.empty(), OptionalLong.empty(), OptionalLong.empty());

  /// This, and what one more disk says.
  DisksSaid and(SmartAnswer.Measured disk) {
    return new DisksSaid(
        Optional.of(passed.orElse(true) && disk.passed()),
        DoubleStream.concat(celsius.stream(), disk.celsius().stream().asDoubleStream()).max(),
        sum(replaced, sum(disk.reallocated(), disk.pending())),
        LongStream.concat(poweredHours.stream(), disk.poweredHours().stream()).max());
  }

  private static OptionalLong sum(OptionalLong one, OptionalLong other) {
    return one.isEmpty() && other.isEmpty()
        ? OptionalLong.empty()
        : OptionalLong.of(one.orElse(0) + other.orElse(0));
  }
}
