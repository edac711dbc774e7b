package farkeep.vault.tree;

import static java.util.Objects.requireNonNull;

import farkeep.objects.Limits;

/// What every entry has besides its body.
///
/// @param mtimeSeconds since 1970-01-01T00:00Z, below 0 before it; -2^62 to 2^62-1
/// @param mtimeNanos of that second, 0 to 999,999,999
/// @param mode the 12 permission bits (07777), without the file type
/// @param owner who owns it
public record Metadata(long mtimeSeconds, int mtimeNanos, int mode, Owner owner) {
  /// The highest value of the permission bits.
  public static final int MODE_MAX = 07777;

  private static final long SECONDS_MAX = (1L << 62) - 1;
  private static final int NANOS_MAX = 999_999_999;

  /// @throws IllegalArgumentException a value out of bounds
  public Metadata {
    requireNonNull(owner);
    if (mtimeSeconds > SECONDS_MAX || mtimeSeconds < -SECONDS_MAX - 1) {
      throw new IllegalArgumentException("mtime of " + mtimeSeconds + " s; at most " + SECONDS_MAX);
    }
    if (mtimeNanos < 0 || mtimeNanos > NANOS_MAX) {
      throw new IllegalArgumentException("mtime with " + mtimeNanos + " ns; 0 to " + NANOS_MAX);
    }
    if (mode < 0 || mode > MODE_MAX) {
      throw new IllegalArgumentException("mode 0%o; at most 0%o".formatted(mode, MODE_MAX));
    }
  }

  /// Who owns an entry: by number, and by name where the machine knew one.
  ///
  /// @param uid 0 to 2^32-1
  /// @param gid 0 to 2^32-1
  /// @param userName at most [Limits#NAME_BYTES_MAX] bytes, empty when unknown
  /// @param groupName as `userName`
  public record Owner(long uid, long gid, ByteString userName, ByteString groupName) {
    private static final long NUMBER_MAX = 0xFFFF_FFFFL;

    /// @throws IllegalArgumentException a value out of bounds
    public Owner {
      if (uid < 0 || uid > NUMBER_MAX || gid < 0 || gid > NUMBER_MAX) {
        throw new IllegalArgumentException("owner " + uid + ":" + gid + "; at most " + NUMBER_MAX);
      }
      int longest = Math.max(userName.length(), groupName.length());
      if (longest > Limits.NAME_BYTES_MAX) {
        throw new IllegalArgumentException(
            "an owner's name of " + longest + " B; at most " + Limits.NAME_BYTES_MAX);
      }
    }
  }
}
