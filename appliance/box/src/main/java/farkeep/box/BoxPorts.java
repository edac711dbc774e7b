package farkeep.box;

import farkeep.box.health.MachineProbe;
import farkeep.link.carrier.Carrier;
import farkeep.objects.port.Clocks;
import farkeep.objects.port.Disk;
import farkeep.objects.port.Randomness;
import farkeep.objects.port.Tasks;

/// What a box needs from outside.
///
/// @param disk the data directory
/// @param carrier its network; closed by who made it
/// @param machine its sensors
public record BoxPorts(
    Disk disk,
    Tasks tasks,
    Clocks clocks,
    Randomness randomness,
    Carrier carrier,
    MachineProbe machine) {
  /// A machine without sensors.
  public BoxPorts(Disk disk, Tasks tasks, Clocks clocks, Randomness randomness, Carrier carrier) {
    this(disk, tasks, clocks, randomness, carrier, MachineProbe.NONE);
  }
}
