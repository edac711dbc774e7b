package farkeep.box.health;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;

/// Asks the machine how it is. Safe for many threads.
@FunctionalInterface
public interface MachineProbe {
  /// A machine without any sensor.
  MachineProbe NONE =
      running ->
          new Findings.Machine(
              running,
              new Findings.Warmth(OptionalDouble.empty(), OptionalDouble.empty()),
              Optional.empty(),
              new Findings.Network(Optional.empty(), Findings.Reach.UNKNOWN),
              Findings.Disk.SILENT,
              Optional.empty());

  /// What it measures now, without waiting for anything slow.
  ///
  /// @param running how long the box has been running
  Findings.Machine ask(Duration running);

  /// What the machine's own scripts have noted.
  default Findings.Upkeep upkeep() {
    return Findings.Upkeep.NONE;
  }
}
