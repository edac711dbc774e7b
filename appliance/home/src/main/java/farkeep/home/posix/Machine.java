package farkeep.home.posix;

/// What differs between the machines we run on.
final class Machine {
  static final boolean AARCH64 = aarch64();

  static final int O_DIRECTORY = AARCH64 ? 0x4000 : 0x10000;
  static final int O_NOFOLLOW = AARCH64 ? 0x8000 : 0x20000;

  private Machine() {}

  private static boolean aarch64() {
    String system = System.getProperty("os.name");
    String machine = System.getProperty("os.arch");
    boolean aarch64 = machine.equals("aarch64");
    if (!system.equals("Linux") || !(aarch64 || machine.equals("amd64"))) {
      throw new UnsupportedOperationException(
          "the home node reads files on Linux x86_64 and aarch64; this is %s %s"
              .formatted(system, machine));
    }
    return aarch64;
  }
}
