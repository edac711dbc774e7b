package farkeep.link.carrier;

import java.net.InetAddress;
import java.net.InetSocketAddress;

/// Network addresses for people and for records.
public final class AddressText {
  private AddressText() {}

  /// `10.77.0.2:4877` or `[2001:db8::7]:4877`: the numbers alone, without the zone, which only
  /// means something on this machine.
  ///
  /// @param address a resolved one
  public static String numbers(InetSocketAddress address) {
    return bracketed(numbers(address.getAddress())) + ":" + address.getPort();
  }

  /// The same for a message: a name stands before what it leads to, `box.example.org:4877
  /// (203.0.113.9)`.
  public static String shown(InetSocketAddress address) {
    String host = address.getHostString();
    if (address.isUnresolved()) return bracketed(host) + ":" + address.getPort();
    InetAddress leadsTo = address.getAddress();
    boolean named = !host.equals(leadsTo.getHostAddress());
    return named
        ? "%s:%d (%s)".formatted(host, address.getPort(), numbers(leadsTo))
        : numbers(address);
  }

  private static String numbers(InetAddress address) {
    String host = address.getHostAddress();
    int zone = host.indexOf('%');
    return zone < 0 ? host : host.substring(0, zone);
  }

  private static String bracketed(String host) {
    return host.contains(":") ? "[" + host + "]" : host;
  }
}
