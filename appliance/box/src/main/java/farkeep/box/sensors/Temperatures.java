package farkeep.box.sensors;

import farkeep.box.sensors.Temperature.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/// Reads temperatures: of the board from the thermal zones (`/sys/class/thermal`), of disks from
/// their drivers (`/sys/class/hwmon`), both in thousandths of a degree.
public final class Temperatures {
  /// Colder or warmer, a sensor is not to be believed.
  static final int CELSIUS_MIN = -40;

  static final int CELSIUS_MAX = 150;

  private static final Set<String> DISK_DRIVERS = Set.of("drivetemp", "nvme");
  private static final Set<String> BOARD_DRIVERS = Set.of("coretemp", "k10temp", "cpu_thermal");

  private final SensorFiles files;

  /// @param files where they are read
  public Temperatures(SensorFiles files) {
    this.files = files;
  }

  /// All that can be read; empty on a machine without sensors.
  public List<Temperature> read() {
    List<Temperature> found = new ArrayList<>();
    for (String zone : files.directories("sys/class/thermal", "thermal_zone")) {
      String name = files.text(zone + "/type").orElse("unnamed");
      celsius(zone + "/temp").ifPresent(warm -> found.add(new Temperature(Part.BOARD, name, warm)));
    }
    boolean boardKnown = !found.isEmpty();
    for (String driver : files.directories("sys/class/hwmon", "hwmon")) {
      String name = files.text(driver + "/name").orElse("unnamed");
      boolean ofDisk = DISK_DRIVERS.contains(name);
      if (!ofDisk && (boardKnown || !BOARD_DRIVERS.contains(name))) continue;
      Part part = ofDisk ? Part.DISK : Part.BOARD;
      celsius(driver + "/temp1_input")
          .ifPresent(warm -> found.add(new Temperature(part, name, warm)));
    }
    return List.copyOf(found);
  }

  private Optional<Double> celsius(String file) {
    OptionalLong thousandths = files.number(file);
    if (thousandths.isEmpty()) return Optional.empty();
    double celsius = thousandths.getAsLong() / 1_000.0;
    if (celsius >= CELSIUS_MIN && celsius <= CELSIUS_MAX) return Optional.of(celsius);
    files.complain(file, "no machine has " + celsius + " °C");
    return Optional.empty();
  }
}
