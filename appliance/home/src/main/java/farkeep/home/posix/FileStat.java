package farkeep.home.posix;

import static farkeep.home.posix.Kernel.INT;
import static farkeep.home.posix.Kernel.LONG;
import static farkeep.home.posix.Kernel.SHORT;

import java.lang.foreign.MemorySegment;

/// What `statx(2)` says of a file. Immutable.
public final class FileStat {
  static final int BYTES = 256;
  static final long BASIC_STATS = 0x7ff;

  private static final long NS = 1_000_000_000L;
  private static final long ATTRIBUTE_MOUNT_ROOT = 0x2000;
  private static final int BLOCK_BYTES = 512;
  private static final int PERMISSION_BITS = 07777;

  private final int mode;
  private final int links;
  private final int uid;
  private final int gid;
  private final long inode;
  private final long device;
  private final long sizeBytes;
  private final long allocatedBytes;
  private final long mtimeSeconds;
  private final int mtimeNanos;
  private final long ctimeNs;
  private final long special;
  private final boolean mountRoot;

  /// @param statx laid out as `struct statx`, the same on every machine
  FileStat(MemorySegment statx) {
    mode = statx.get(SHORT, 28) & 0xffff;
    links = statx.get(INT, 16);
    uid = statx.get(INT, 20);
    gid = statx.get(INT, 24);
    inode = statx.get(LONG, 32);
    sizeBytes = statx.get(LONG, 40);
    allocatedBytes = statx.get(LONG, 48) * BLOCK_BYTES;
    ctimeNs = nanoseconds(statx.get(LONG, 96), statx.get(INT, 104));
    mtimeSeconds = statx.get(LONG, 112);
    mtimeNanos = statx.get(INT, 120);
    special = number(statx.get(INT, 128), statx.get(INT, 132));
    device = number(statx.get(INT, 136), statx.get(INT, 140));
    mountRoot = (statx.get(LONG, 8) & statx.get(LONG, 56) & ATTRIBUTE_MOUNT_ROOT) != 0;
  }

  // the C library's makedev
  private static long number(long major, long minor) {
    return minor & 0xff
        | (major & 0xfff) << 8
        | (minor & 0xffff_ff00L) << 12
        | (major & 0xffff_f000L) << 32;
  }

  // a time before 1677 or after 2262 becomes the nearest that fits
  private static long nanoseconds(long seconds, int nanos) {
    if (seconds >= Long.MAX_VALUE / NS) return Long.MAX_VALUE;
    if (seconds <= Long.MIN_VALUE / NS) return Long.MIN_VALUE;
    return seconds * NS + nanos;
  }

  /// What it is.
  public FileKind kind() {
    return FileKind.of(mode);
  }

  /// Permissions with set-id and sticky bits, 12 bits.
  public int permissions() {
    return mode & PERMISSION_BITS;
  }

  /// How many names the inode has.
  public long links() {
    return links & 0xffff_ffffL;
  }

  /// The owner's number, unsigned.
  public int uid() {
    return uid;
  }

  /// The group's number, unsigned.
  public int gid() {
    return gid;
  }

  /// Which inode.
  public FileId id() {
    return new FileId(device, inode);
  }

  /// Length in bytes, holes included; of a symbolic link that of its target.
  public long sizeBytes() {
    return sizeBytes;
  }

  /// Bytes of disk it takes; less than its length when it has holes.
  public long allocatedBytes() {
    return allocatedBytes;
  }

  /// When the content changed, seconds since 1970, negative before.
  public long mtimeSeconds() {
    return mtimeSeconds;
  }

  /// The nanoseconds of that second, 0 to 999,999,999.
  public int mtimeNanos() {
    return mtimeNanos;
  }

  /// When content, names or metadata changed, nanoseconds since 1970.
  public long ctimeNs() {
    return ctimeNs;
  }

  /// Of a device file: the device's number, as `dev_t` of the C library.
  public long specialDevice() {
    return special;
  }

  /// Whether another file system, or another part of one, is mounted here.
  public boolean isMountRoot() {
    return mountRoot;
  }

  /// What to compare with when it is seen again.
  public Stamp stamp() {
    return new Stamp(sizeBytes, nanoseconds(mtimeSeconds, mtimeNanos), ctimeNs, inode);
  }
}
