package farkeep.box;

import farkeep.link.carrier.AddressText;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.InterfaceAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// Where a box can be found, as its record says it.
final class Addresses {
  private Addresses() {}

  /// `host:port` for where it listens; for a wildcard, for each address of this machine that others
  /// can reach, IPv4 first, and its own name for itself only when there is no other.
  static List<String> of(InetSocketAddress listening) {
    if (!listening.getAddress().isAnyLocalAddress()) return List.of(AddressText.numbers(listening));
    List<InetAddress> all = interfaces().toList();
    List<InetAddress> outside = all.stream().filter(it -> !it.isLoopbackAddress()).toList();
    return (outside.isEmpty() ? all : outside)
        .stream()
            .sorted(Comparator.comparing(it -> it.getAddress().length))
            .map(it -> AddressText.numbers(new InetSocketAddress(it, listening.getPort())))
            .toList();
  }

  private static Stream<InetAddress> interfaces() {
    try {
      return NetworkInterface.networkInterfaces()
          .flatMap(it -> it.getInterfaceAddresses().stream())
          .map(InterfaceAddress::getAddress)
          .filter(it -> !it.isLinkLocalAddress() && !it.isMulticastAddress());
    } catch (SocketException e) {
      return Stream.empty();
    }
  }
}
