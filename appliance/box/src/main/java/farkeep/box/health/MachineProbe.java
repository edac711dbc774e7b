package farkeep.box.health;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/// Asks the machine how it is. Safe for many threads.
@FunctionalInterface
public interface MachineProbe {
  /// A machine without any sensor.
  MachineProbe NONE =
      running ->
          new Findings.Machine(
              running,
              OptionalDouble.empty(),
              Optional.empty(),
              Optional.empty(),
              new Findings.Disk(Optional.empty(), OptionalLong.empty()),
              Optional.empty());

  /// What it measures now, without waiting for anything slow.
  ///
  /// @param running how long the box has been running
  Findings.Machine ask(Duration running);
}
