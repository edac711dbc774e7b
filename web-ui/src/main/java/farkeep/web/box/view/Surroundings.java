package farkeep.web.box.view;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/// What is around the box: the answer to "is it my internet?", and what its sensors say.
public record Surroundings(Optional<Network> network, List<Sensor> sensors) {
  public Surroundings {
    sensors = List.copyOf(sensors);
  }

  /// What could be reached when it was last tried, from near to far.
  ///
  /// @param lan the router of this house
  /// @param internet anything beyond it
  /// @param udp anything beyond it, by UDP, which copies travel by
  /// @param home the owner's home node
  public record Network(Reached lan, Reached internet, Reached udp, Reached home) {}

  /// How a try ended.
  public enum Reached {
    YES,
    NO,
    /// Not shown.
    NOT_TRIED
  }

  /// Something that was measured.
  public sealed interface Sensor {
    /// @param celsius of a part of the box
    record Temperature(Part part, double celsius) implements Sensor {}

    /// What the disk says of itself (SMART).
    ///
    /// @param good the disk's own verdict
    /// @param worn sectors it has replaced
    /// @param poweredHours for how long it has run
    record DiskHealth(boolean good, OptionalLong worn, OptionalLong poweredHours)
        implements Sensor {}

    /// The power supply.
    ///
    /// @param enough whether the voltage has been high enough since the start
    record Supply(boolean enough) implements Sensor {}

    /// An uninterruptible power supply.
    ///
    /// @param onBattery whether the mains is gone
    record Battery(boolean onBattery, OptionalInt chargePercent) implements Sensor {}
  }

  /// Where a temperature is taken.
  public enum Part {
    BOARD,
    DISK
  }
}
