package farkeep.box.sensors;

import java.util.Optional;
import java.util.OptionalLong;

/// Reads whether a Raspberry Pi's power supply is strong enough. The firmware's bits stand in
/// `get_throttled` with the Raspberry Pi's own kernel (bit 0: too low now; bit 16: was too low
/// since the start); with others the driver `rpi_volt` has an alarm. Safe for many threads.
public final class PowerSupply {
  private static final String THROTTLED = "sys/devices/platform/soc/soc:firmware/get_throttled";
  private static final int LOW_NOW = 1;
  private static final int LOW_SINCE_START = 1 << 16;

  private final SensorFiles files;
  private volatile boolean seenLow;

  /// How the supply is.
  ///
  /// @param lowNow the voltage is too low now
  /// @param lowSinceStart it was too low at some time since the machine was started, as far as is
  ///   known
  public record Power(boolean lowNow, boolean lowSinceStart) {}

  /// @param files where it is read
  public PowerSupply(SensorFiles files) {
    this.files = files;
  }

  /// How it is; empty on a machine that does not measure it.
  public Optional<Power> read() {
    OptionalLong bits = files.hexadecimal(THROTTLED);
    if (bits.isPresent()) {
      boolean low = (bits.getAsLong() & LOW_NOW) != 0;
      seenLow |= low || (bits.getAsLong() & LOW_SINCE_START) != 0;
      return Optional.of(new Power(low, seenLow));
    }
    for (String driver : files.directories("sys/class/hwmon", "hwmon")) {
      if (!files.text(driver + "/name").equals(Optional.of("rpi_volt"))) continue;
      OptionalLong alarm = files.number(driver + "/in0_lcrit_alarm");
      if (alarm.isEmpty()) continue;
      boolean low = alarm.getAsLong() != 0;
      seenLow |= low;
      return Optional.of(new Power(low, seenLow));
    }
    return Optional.empty();
  }
}
