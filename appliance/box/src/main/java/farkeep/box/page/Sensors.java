package farkeep.box.page;

import farkeep.box.health.Findings;
import farkeep.web.box.view.Surroundings.Part;
import farkeep.web.box.view.Surroundings.Sensor;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/// What the sensors of a box say, as its page shows it. Pure.
final class Sensors {
  private Sensors() {}

  /// Only what was measured.
  static List<Sensor> of(Findings.Machine machine) {
    List<Sensor> sensors = new ArrayList<>();
    machine
        .warmth()
        .board()
        .ifPresent(warm -> sensors.add(new Sensor.Temperature(Part.BOARD, warm)));
    machine.warmth().disk().ifPresent(warm -> sensors.add(new Sensor.Temperature(Part.DISK, warm)));
    Findings.Disk disk = machine.disk();
    disk.smartPassed()
        .ifPresent(
            good -> sensors.add(new Sensor.DiskHealth(good, disk.replaced(), disk.poweredHours())));
    machine.underVoltage().ifPresent(low -> sensors.add(new Sensor.Supply(!low)));
    machine
        .power()
        .ifPresent(power ->
            sensors.add(new Sensor.Battery(power != Findings.Power.MAINS, OptionalInt.empty())));
    return sensors;
  }
}
