package farkeep.box.configuration;

import farkeep.link.carrier.AddressText;
import java.net.InetSocketAddress;
import java.util.Optional;

/// A place in the network as somebody wrote it; resolved only when it is used, since names move.
///
/// @param host name, IPv4 address, or IPv6 address without its brackets
/// @param port 0 to 65535
public record HostPort(String host, int port) {
  private static final int HOST_LENGTH_MAX = 253;
  private static final int PORT_MAX = 65_535;

  /// Reads `host:port` or `[IPv6]:port`.
  ///
  /// @return nothing when it is neither
  public static Optional<HostPort> parse(String text) {
    int colon = text.lastIndexOf(':');
    if (colon < 1) return Optional.empty();
    String host = text.substring(0, colon);
    if (host.startsWith("[") && host.endsWith("]")) {
      host = host.substring(1, host.length() - 1);
    } else if (host.contains(":")) {
      return Optional.empty();
    }
    String port = text.substring(colon + 1);
    boolean sound =
        !host.isEmpty()
            && host.length() <= HOST_LENGTH_MAX
            && host.matches("[A-Za-z0-9._:%-]+")
            && port.matches("[0-9]{1,5}")
            && Integer.parseInt(port) <= PORT_MAX;
    return sound ? Optional.of(new HostPort(host, Integer.parseInt(port))) : Optional.empty();
  }

  /// The address; a name is looked up now, and may stay unresolved.
  public InetSocketAddress resolve() {
    return new InetSocketAddress(host, port);
  }

  @Override
  public String toString() {
    return AddressText.shown(InetSocketAddress.createUnresolved(host, port));
  }
}
