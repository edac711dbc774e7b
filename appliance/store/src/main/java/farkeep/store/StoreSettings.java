package farkeep.store;

import java.time.Duration;

/// The figures that a store works with.
///
/// @param packs when packs are sealed
/// @param commits when what was appended is forced by itself
/// @param reserve how much of the disk is left free
public record StoreSettings(PackLimits packs, CommitPolicy commits, Reserve reserve) {
  /// For a box with a hard disk or SSD.
  public static StoreSettings standard() {
    return new StoreSettings(PackLimits.standard(), CommitPolicy.standard(), Reserve.standard());
  }

  /// When packs are sealed: whichever bound is reached first.
  ///
  /// @param dataBytesMax length of a data pack; at most [#PACK_BYTES_CEILING]
  /// @param metaBytesMax length of a meta pack; at most [#PACK_BYTES_CEILING]
  /// @param objectsMax objects of a pack: their ids are on the heap until it is sealed
  /// @param ageMax how long a pack stays open
  public record PackLimits(long dataBytesMax, long metaBytesMax, int objectsMax, Duration ageMax) {
    /// The farthest place that the index can name: 22 bits of 64 bytes.
    public static final long PACK_BYTES_CEILING = 64L << 22;

    /// @throws IllegalArgumentException a bound that makes no sense
    public PackLimits {
      if (Math.max(dataBytesMax, metaBytesMax) > PACK_BYTES_CEILING
          || Math.min(dataBytesMax, metaBytesMax) < 1
          || objectsMax < 1) {
        throw new IllegalArgumentException(
            "packs of %d and %d B and %d objects; 1 to %d B, at least 1 object"
                .formatted(dataBytesMax, metaBytesMax, objectsMax, PACK_BYTES_CEILING));
      }
    }

    /// 256 MiB of data, 64 MiB of meta, 100,000 objects, a day.
    public static PackLimits standard() {
      return new PackLimits(PACK_BYTES_CEILING, 64 << 20, 100_000, Duration.ofHours(24));
    }

    /// As [#standard], but with 64 MiB of data, for SD cards.
    public static PackLimits forCard() {
      return new PackLimits(64 << 20, 64 << 20, 100_000, Duration.ofHours(24));
    }
  }

  /// When what was appended is forced though nobody waits for it.
  ///
  /// @param bytesMax bytes not yet forced
  /// @param timeMax age of the oldest of them
  public record CommitPolicy(long bytesMax, Duration timeMax) {
    /// 8 MiB or 250 ms.
    public static CommitPolicy standard() {
      return new CommitPolicy(8 << 20, Duration.ofMillis(250));
    }
  }

  /// How much of the disk is left free: the greater of the two.
  ///
  /// @param bytesMin bytes
  /// @param permille thousandths of the whole disk
  /// @param ballastBytes length of a file that is given up when even a head move finds no room
  public record Reserve(long bytesMin, int permille, long ballastBytes) {
    /// 2 GiB or 5 %, and 16 MiB of ballast.
    public static Reserve standard() {
      return new Reserve(2L << 30, 50, 16 << 20);
    }

    /// Bytes to be left free on a disk of this size.
    public long bytes(long diskBytes) {
      return Math.max(bytesMin, diskBytes / 1000 * permille);
    }
  }
}
