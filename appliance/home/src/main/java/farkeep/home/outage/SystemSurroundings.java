package farkeep.home.outage;

import farkeep.link.discovery.HouseRouter;
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
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// The surroundings of this machine, by what Linux and the network say.
public final class SystemSurroundings implements Surroundings {
  private static final int ANSWER_MILLIS_MAX = 2_000;
  private static final int ADDRESSES_MAX = 4;

  /// Names that are found wherever the internet works: two of those that all others begin at.
  private static final List<String> EVERYWHERE =
      List.of("a.root-servers.net", "k.root-servers.net");

  private final HouseRouter router = new HouseRouter(Path.of("/proc"));

  @Override
  public HomeSide home() {
    Optional<InetAddress> router = this.router.address();
    if (router.isEmpty() && !hasNetwork()) return HomeSide.NO_NETWORK;
    if (EVERYWHERE.stream().anyMatch(SystemSurroundings::isFound)) return HomeSide.WELL;
    boolean silent = router.isPresent() && !this.router.answers(router.get());
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
