package farkeep.web.http;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;

/// Who asks: a client is an IPv4 address, or the 64-bit network of an IPv6 one.
final class ClientAddress {
  private ClientAddress() {}

  /// Whether an address belongs to a house: loopback, link-local, private (RFC 1918, RFC 4193).
  static boolean isPrivate(InetAddress address) {
    if (address.isLoopbackAddress() || address.isLinkLocalAddress()) return true;
    return switch (address) {
      case Inet4Address v4 -> v4.isSiteLocalAddress();
      case Inet6Address v6 -> (v6.getAddress()[0] & 0xfe) == 0xfc;
      default -> false;
    };
  }

  /// What clients are told apart by.
  static String client(InetAddress address) {
    byte[] bytes = address.getAddress();
    return Arrays.toString(bytes.length == 4 ? bytes : Arrays.copyOf(bytes, 8));
  }
}
