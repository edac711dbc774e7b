package farkeep.home.posix;

import java.util.Locale;

/// The system calls used, with their numbers on both machines (`asm/unistd_64.h`,
/// `asm-generic/unistd.h`).
enum Syscall {
  CLOSE(3, 57),
  EVENTFD2(290, 19),
  FCHMOD(91, 52),
  FCHMODAT(268, 53),
  FCHOWNAT(260, 54),
  FLOCK(73, 32),
  FSTATFS(138, 44),
  FSYNC(74, 82),
  FTRUNCATE(77, 46),
  GETDENTS64(217, 61),
  GETEUID(107, 175),
  INOTIFY_ADD_WATCH(254, 27),
  INOTIFY_INIT1(294, 26),
  INOTIFY_RM_WATCH(255, 28),
  LGETXATTR(192, 9),
  LINKAT(265, 37),
  LLISTXATTR(195, 12),
  LREMOVEXATTR(198, 15),
  LSEEK(8, 62),
  LSETXATTR(189, 6),
  MKDIRAT(258, 34),
  MKNODAT(259, 33),
  OPENAT(257, 56),
  PPOLL(271, 73),
  PREAD64(17, 67),
  PWRITE64(18, 68),
  READ(0, 63),
  READLINKAT(267, 78),
  RENAMEAT2(316, 276),
  STATX(332, 291),
  SYMLINKAT(266, 36),
  SYNCFS(306, 267),
  UNLINKAT(263, 35),
  UTIMENSAT(280, 88),
  WRITE(1, 64);

  final long number;
  final String lowerName;

  Syscall(long x86_64, long aarch64) {
    number = Machine.AARCH64 ? aarch64 : x86_64;
    lowerName = name().toLowerCase(Locale.ROOT);
  }
}
