package farkeep.box.health;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.DoubleStream;

/// What was measured at one moment. What has no source on this machine is absent.
///
/// @param store of the disk with the vaults
/// @param homes what is known of home nodes
/// @param machine what the machine says of itself
/// @param wishes what the host has asked for
/// @param upkeep what the machine's own scripts say
public record Findings(Store store, Homes homes, Machine machine, Wishes wishes, Upkeep upkeep) {
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
  /// @param contact whether a home is here now
  public record Homes(
      boolean paired,
      Optional<Instant> lastContact,
      Optional<Instant> newestCopy,
      boolean receiving,
      Optional<Instant> pairingUntil,
      Contact contact) {}

  /// Whether a home can be reached.
  public enum Contact {
    /// One is here, and came over the internet.
    FROM_OUTSIDE,
    /// One is here, from the same house.
    NEAR,
    /// None is here, and none of those that the box dials answered the last time.
    NOT_REACHED,
    /// None is here, and the box dials none: it waits.
    NOT_TRIED;

    /// Whether a home is here.
    public boolean isHere() {
      return this == FROM_OUTSIDE || this == NEAR;
    }
  }

  /// @param running how long the box has been running, by a clock that does not jump
  /// @param warmth how warm it is
  /// @param underVoltage whether the supply gives too little now
  /// @param network how far it reaches
  /// @param disk what the disk says
  /// @param power what an uninterruptible supply says
  public record Machine(
      Duration running,
      Warmth warmth,
      Optional<Boolean> underVoltage,
      Network network,
      Disk disk,
      Optional<Power> power) {}

  /// In degrees Celsius, each of the warmest of its kind.
  public record Warmth(OptionalDouble board, OptionalDouble disk) {
    /// Of the warmest part.
    public OptionalDouble most() {
      return DoubleStream.concat(board.stream(), disk.stream()).max();
    }
  }

  /// @param cableIn whether any network is there
  /// @param reach what answers in it
  public record Network(Optional<Boolean> cableIn, Reach reach) {}

  /// What answered when it was last asked; empty is what was not asked.
  ///
  /// @param router of this house
  /// @param internet something beyond it
  /// @param udp something beyond it, by UDP
  public record Reach(Optional<Boolean> router, Optional<Boolean> internet, Optional<Boolean> udp) {
    /// Nothing was asked.
    public static final Reach UNKNOWN =
        new Reach(Optional.empty(), Optional.empty(), Optional.empty());
  }

  /// All disks together.
  ///
  /// @param smartPassed their own verdict
  /// @param errors requests that failed since the box was started
  /// @param replaced sectors that they have replaced, or wait to
  /// @param poweredHours for how long the oldest has run
  public record Disk(
      Optional<Boolean> smartPassed,
      OptionalLong errors,
      OptionalLong replaced,
      OptionalLong poweredHours) {
    /// A disk that says nothing.
    public static final Disk SILENT =
        new Disk(
            Optional.empty(), OptionalLong.empty(), OptionalLong.empty(), OptionalLong.empty());
  }

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
  public record Wishes(Optional<Instant> pausedUntil, boolean safeToUnplug) {
    /// Whether nothing comes in, even if it did a moment ago.
    boolean keepOut() {
      return safeToUnplug || pausedUntil.isPresent();
    }
  }

  /// What the machine's own scripts have noted, on a machine that has them.
  ///
  /// @param version of the system as a whole, digits and dots
  /// @param update the last one
  /// @param blankDisk one that could take the card's place
  public record Upkeep(
      Optional<String> version, Optional<MachineUpdate> update, Optional<BlankDisk> blankDisk) {
    /// A machine without such scripts.
    public static final Upkeep NONE =
        new Upkeep(Optional.empty(), Optional.empty(), Optional.empty());
  }
}
