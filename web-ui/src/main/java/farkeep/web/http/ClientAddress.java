package farkeep.web.http;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;

/// Who asks. A client is one address: in a house all link-local addresses share one network of 64
/// bits, so that networks, which stand for a client elsewhere, would be the whole house here.
public final class ClientAddress {
  private ClientAddress() {}

  /// Whether an address belongs to a house: loopback, link-local, private (RFC 1918, RFC 4193).
  public static boolean isPrivate(InetAddress address) {
    if (address.isLoopbackAddress() || address.isLinkLocalAddress()) return true;
    return switch (address) {
      case Inet4Address v4 -> v4.isSiteLocalAddress();
      case Inet6Address v6 -> (v6.getAddress()[0] & 0xfe) == 0xfc;
      default -> false;
    };
  }
}
