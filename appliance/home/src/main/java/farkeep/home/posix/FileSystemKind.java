package farkeep.home.posix;

/// The kinds of file systems that hold less than Linux's own (`linux/magic.h`).
public enum FileSystemKind {
  /// Names with few characters excluded, all metadata.
  NATIVE,
  /// FAT, exFAT or NTFS, by whichever driver: names as Windows allows them, no owners.
  WINDOWS;

  static final int STATFS_BYTES = 120;

  static FileSystemKind of(long magic) {
    return switch ((int) magic) {
      case 0x4d44 /* vfat */,
          0x2011bab0 /* exfat */,
          0x7366746e /* ntfs3 */,
          0x5346544e /* ntfs */ ->
          WINDOWS;
      default -> NATIVE;
    };
  }
}
