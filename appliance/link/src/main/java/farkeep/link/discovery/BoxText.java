package farkeep.link.discovery;

import farkeep.objects.PeerId;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/// Reads what somebody announces as a box. Anybody on the network may have sent it.
final class BoxText {
  static final String VERSION = "v";
  static final String ID = "id";
  static final String PAIRING = "pair";
  static final String PAGE = "page";

  private static final int PORT_MAX = 65_535;
  private static final String HEX = "[0-9a-f]{64}";
  private static final String HOST_NAME = "[A-Za-z0-9-]{1,63}";
  private static final String DOMAIN = ".local";

  private BoxText() {}

  /// Where a service is, as its SRV, A and AAAA records say.
  ///
  /// @param server host name, with or without `.local.`
  record Service(String server, int port, List<InetAddress> addresses) {}

  /// The box that is announced; empty when this is none, or one of a version that is not known.
  static Optional<FoundBox> read(Service service, Map<String, String> text) {
    String id = text.getOrDefault(ID, "");
    boolean known = "1".equals(text.get(VERSION)) && id.matches(HEX);
    if (!known || service.port() <= 0 || service.port() > PORT_MAX) return Optional.empty();
    Optional<String> host = host(service.server());
    List<InetSocketAddress> where =
        service.addresses().stream()
            .filter(it -> !it.isAnyLocalAddress() && !it.isMulticastAddress())
            .filter(it -> !it.isLoopbackAddress())
            .distinct()
            .limit(FoundBox.ADDRESSES_MAX)
            .map(it -> new InetSocketAddress(it, service.port()))
            .toList();
    if (host.isEmpty() || where.isEmpty()) return Optional.empty();
    return Optional.of(
        new FoundBox(
            PeerId.ofHex(id),
            host.get(),
            where,
            "1".equals(text.get(PAIRING)),
            port(text.get(PAGE))));
  }

  /// The host's name without its domain; it is shown to people, so nothing odd passes.
  private static Optional<String> host(String server) {
    String name = server.endsWith(".") ? server.substring(0, server.length() - 1) : server;
    if (name.endsWith(DOMAIN)) name = name.substring(0, name.length() - DOMAIN.length());
    return name.matches(HOST_NAME) ? Optional.of(name) : Optional.empty();
  }

  private static OptionalInt port(@Nullable String digits) {
    if (digits == null || !digits.matches("[0-9]{1,5}")) return OptionalInt.empty();
    int port = Integer.parseInt(digits);
    return port > 0 && port <= PORT_MAX ? OptionalInt.of(port) : OptionalInt.empty();
  }
}
