package farkeep.home.node;

import java.net.InetSocketAddress;

/// Network addresses as the owner types them.
public final class Addresses {
  private static final int PORT_MAX = 65_535;

  private Addresses() {}

  /// @param text `host:port`, an IPv6 address in brackets; not resolved here
  /// @throws IllegalArgumentException something else; the message shows how it is written
  public static InetSocketAddress parse(String text) {
    int colon = text.lastIndexOf(':');
    String host = colon < 0 ? text : text.substring(0, colon);
    boolean bracketed = host.startsWith("[") && host.endsWith("]");
    if (bracketed) host = host.substring(1, host.length() - 1);
    boolean bare = host.contains(":") && !bracketed;
    String port = text.substring(colon + 1);
    if (colon < 0 || host.isEmpty() || bare || !port.matches("[0-9]{1,5}")) {
      throw new IllegalArgumentException(
          "%s is no address; write HOST:PORT, such as box.example.org:8440 or [2001:db8::7]:8440"
              .formatted(text));
    }
    int number = Integer.parseInt(port);
    if (number > PORT_MAX) {
      throw new IllegalArgumentException(
          "%s: port %d; at most %d".formatted(text, number, PORT_MAX));
    }
    return InetSocketAddress.createUnresolved(host, number);
  }
}
