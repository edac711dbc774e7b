package farkeep.link.discovery;

import java.io.IOException;
import java.math.BigInteger;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InterfaceAddress;
import java.net.NetworkInterface;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// One address of this machine on a network with multicast.
///
/// @param address the machine's own
/// @param prefixBits how many of its bits name the network
record Lan(InetAddress address, int prefixBits) {
  /// Networks that are announced to and asked.
  static final int LANS_MAX = 4;

  /// The networks of this machine now; each once, IPv4 before IPv6.
  ///
  /// @throws IOException the system does not tell
  static List<Lan> present() throws IOException {
    List<Lan> all = new ArrayList<>();
    for (NetworkInterface each : NetworkInterface.networkInterfaces().toList()) {
      boolean fit = each.isUp() && each.supportsMulticast() && !each.isPointToPoint();
      if (!fit || each.isLoopback()) continue;
      boolean four = hasFour(each);
      for (InterfaceAddress own : each.getInterfaceAddresses()) {
        if (own.getAddress() instanceof Inet4Address == four) {
          all.add(new Lan(own.getAddress(), own.getNetworkPrefixLength()));
        }
      }
    }
    return choose(all);
  }

  private static boolean hasFour(NetworkInterface networkInterface) {
    return networkInterface.inetAddresses().anyMatch(Inet4Address.class::isInstance);
  }

  /// One address a network, in the order given, IPv4 first: a machine with cable and Wi-Fi in the
  /// same network would contend with itself for its name.
  static List<Lan> choose(List<Lan> all) {
    Set<String> networks = new LinkedHashSet<>();
    return all.stream()
        .sorted(Comparator.comparing(it -> it.address().getAddress().length))
        .filter(it -> networks.add(it.network()))
        .limit(LANS_MAX)
        .toList();
  }

  private String network() {
    byte[] bytes = address.getAddress();
    int hostBits = Math.clamp(bytes.length * 8L - prefixBits, 0, bytes.length * 8);
    return bytes.length + ":" + new BigInteger(1, bytes).shiftRight(hostBits);
  }

  /// The address with a name of its own, so that nobody looks one up: without an internet that
  /// would take many seconds.
  InetAddress named(String name) throws IOException {
    if (!(address instanceof Inet4Address)) return address;
    return InetAddress.getByAddress(name, address.getAddress());
  }
}
