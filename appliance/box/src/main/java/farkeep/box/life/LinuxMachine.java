package farkeep.box.life;

import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Optional;

/// This machine, by what Linux says.
public final class LinuxMachine implements Machine {
  private static final Path BOOT = Path.of("/proc/sys/kernel/random/boot_id");

  @Override
  public Optional<byte[]> boot() {
    try {
      String hex = Files.readString(BOOT).strip().replace("-", "");
      return hex.matches("[0-9a-f]{32}")
          ? Optional.of(HexFormat.of().parseHex(hex))
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  @Override
  public boolean hasNetwork() {
    try {
      return NetworkInterface.networkInterfaces().anyMatch(LinuxMachine::leadsOut);
    } catch (SocketException e) {
      return false;
    }
  }

  private static boolean leadsOut(NetworkInterface each) {
    try {
      return each.isUp()
          && !each.isLoopback()
          && each.inetAddresses().anyMatch(LinuxMachine::isGiven);
    } catch (SocketException e) {
      return false;
    }
  }

  /// An address that a machine makes for itself says nothing of a network.
  private static boolean isGiven(InetAddress address) {
    return !address.isLinkLocalAddress();
  }
}
