package farkeep.box.health;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/// What was measured at one moment. What has no source on this machine is absent.
///
/// @param store of the disk with the vaults
/// @param homes what is known of home nodes
/// @param machine what the machine says of itself
/// @param wishes what the host has asked for
public record Findings(Store store, Homes homes, Machine machine, Wishes wishes) {
  /// @param failed a vault's store has failed
  /// @param damaged stored bytes were found damaged since the start
  /// @param freeBytes that objects may still take; at most 0 when full
  /// @param bytesADay received on average on the days looked at; empty when there were too few
  public record Store(boolean failed, boolean damaged, long freeBytes, OptionalLong bytesADay) {}

  /// @param paired whether the box keeps a vault
  /// @param lastContact the last moment at which any home spoke with the box
  /// @param newestCopy when the newest snapshot became complete
  /// @param receiving whether objects came in within the last moments
  /// @param pairingUntil while the pairing window is open
  public record Homes(
      boolean paired,
      Optional<Instant> lastContact,
      Optional<Instant> newestCopy,
      boolean receiving,
      Optional<Instant> pairingUntil) {}

  /// @param running how long the box has been running, by a clock that does not jump
  /// @param celsius of the warmest part
  /// @param underVoltage whether the supply gives too little now
  /// @param cableIn whether any network is there
  /// @param disk what the disk says
  /// @param power what an uninterruptible supply says
  public record Machine(
      Duration running,
      OptionalDouble celsius,
      Optional<Boolean> underVoltage,
      Optional<Boolean> cableIn,
      Disk disk,
      Optional<Power> power) {}

  /// @param smartPassed the disk's own verdict
  /// @param errors requests that failed since the machine was started
  public record Disk(Optional<Boolean> smartPassed, OptionalLong errors) {}

  /// How an uninterruptible supply is.
  public enum Power {
    /// The mains is there.
    MAINS,
    /// The battery carries it.
    BATTERY,
    /// The battery is nearly empty.
    BATTERY_LOW
  }

  /// @param pausedUntil nothing is received until then
  /// @param safeToUnplug nothing is written any more
  public record Wishes(Optional<Instant> pausedUntil, boolean safeToUnplug) {}
}
