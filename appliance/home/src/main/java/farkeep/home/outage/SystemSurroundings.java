package farkeep.home.outage;

import java.io.IOException;
import java.math.BigInteger;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.InterfaceAddress;
import java.net.NetworkInterface;
import java.net.NoRouteToHostException;
import java.net.PortUnreachableException;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/// The surroundings of this machine, by what Linux and the network say.
public final class SystemSurroundings implements Surroundings {
  private static final int ANSWER_MILLIS_MAX = 2_000;
  private static final int ADDRESSES_MAX = 4;
  private static final Path ROUTES = Path.of("/proc/net/route");

  /// Names that are found wherever the internet works: two of those that all others begin at.
  private static final List<String> EVERYWHERE =
      List.of("a.root-servers.net", "k.root-servers.net");

  @Override
  public HomeSide home() {
    Optional<InetAddress> router = router();
    if (router.isEmpty() && !hasNetwork()) return HomeSide.NO_NETWORK;
    if (EVERYWHERE.stream().anyMatch(SystemSurroundings::isFound)) return HomeSide.WELL;
    boolean silent = router.isPresent() && knock(router.get(), 53) == Knock.SILENT;
    return silent ? HomeSide.ROUTER_SILENT : HomeSide.NO_INTERNET;
  }

  private static boolean hasNetwork() {
    try {
      return NetworkInterface.networkInterfaces()
          .anyMatch(it -> isUp(it) && it.getInetAddresses().hasMoreElements());
    } catch (SocketException e) {
      return false;
    }
  }

  private static boolean isUp(NetworkInterface networkInterface) {
    try {
      return networkInterface.isUp() && !networkInterface.isLoopback();
    } catch (SocketException e) {
      return false;
    }
  }

  private static boolean isFound(String name) {
    try {
      return InetAddress.getAllByName(name).length > 0;
    } catch (UnknownHostException e) {
      return false;
    }
  }

  /// The router of the default route.
  private static Optional<InetAddress> router() {
    try (var lines = Files.lines(ROUTES)) {
      return lines
          .map(line -> line.strip().split("\\s+"))
          .filter(words -> words.length > 7 && words[1].equals("00000000"))
          .map(words -> words[2])
          .flatMap(hex -> address(hex).stream())
          .findFirst();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /// The kernel writes an address as the hexadecimal number that it is on this machine: the last
  /// byte first.
  static Optional<InetAddress> address(String hex) {
    if (!hex.matches("[0-9A-Fa-f]{8}") || hex.equals("00000000")) return Optional.empty();
    byte[] bytes = HexFormat.of().parseHex(hex);
    byte[] ordered = {bytes[3], bytes[2], bytes[1], bytes[0]};
    try {
      return Optional.of(InetAddress.getByAddress(ordered));
    } catch (UnknownHostException e) {
      return Optional.empty();
    }
  }

  @Override
  public Knock knock(List<String> addresses) {
    Knock best = Knock.NO_ADDRESS;
    for (String each : addresses.subList(0, Math.min(addresses.size(), ADDRESSES_MAX))) {
      Knock now = knock(each);
      if (now == Knock.ANSWERED) return now;
      if (best == Knock.NO_ADDRESS || now == Knock.SILENT) best = now;
    }
    return best;
  }

  private static Knock knock(String address) {
    int colon = address.lastIndexOf(':');
    try {
      InetAddress host = InetAddress.getByName(address.substring(0, colon));
      return knock(host, Integer.parseInt(address.substring(colon + 1)));
    } catch (UnknownHostException e) {
      return Knock.NO_NAME;
    }
  }

  /// A box takes no TCP at this port; that a machine says so is the answer.
  private static Knock knock(InetAddress host, int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(host, port), ANSWER_MILLIS_MAX);
      return Knock.ANSWERED;
    } catch (SocketTimeoutException e) {
      return Knock.SILENT;
    } catch (NoRouteToHostException | PortUnreachableException e) {
      return Knock.NO_WAY;
    } catch (ConnectException e) {
      return String.valueOf(e.getMessage()).contains("refused") ? Knock.ANSWERED : Knock.NO_WAY;
    } catch (IOException e) {
      return Knock.NO_WAY;
    }
  }

  @Override
  public boolean isNear(List<String> addresses) {
    return addresses.stream().anyMatch(SystemSurroundings::isNear);
  }

  private static boolean isNear(String address) {
    String host = address.substring(0, address.lastIndexOf(':'));
    try {
      InetAddress there = InetAddress.getByName(host);
      if (there.isLoopbackAddress()) return true;
      return NetworkInterface.networkInterfaces()
          .filter(SystemSurroundings::isUp)
          .flatMap(it -> it.getInterfaceAddresses().stream())
          .anyMatch(own -> isIn(own, there));
    } catch (UnknownHostException | SocketException e) {
      return false;
    }
  }

  private static boolean isIn(InterfaceAddress own, InetAddress there) {
    byte[] mine = own.getAddress().getAddress();
    byte[] its = there.getAddress();
    if (mine.length != its.length) return false;
    int hostBits = mine.length * 8 - own.getNetworkPrefixLength();
    BigInteger network = new BigInteger(1, mine).shiftRight(hostBits);
    return network.equals(new BigInteger(1, its).shiftRight(hostBits));
  }
}
