package farkeep.link.discovery;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/// The router of this house: where Linux sends whatever is for elsewhere, by IPv4. Safe for many
/// threads.
public final class HouseRouter {
  /// How long it is waited for.
  public static final Duration ANSWER_WITHIN = Duration.ofSeconds(2);

  /// Lines of the kernel's tables that are read.
  static final int LINES_MAX = 1_024;

  private static final int DNS_PORT = 53;

  private final Path routes;
  private final Path neighbours;

  /// @param proc `/proc`; elsewhere in tests
  public HouseRouter(Path proc) {
    this.routes = proc.resolve("net/route");
    this.neighbours = proc.resolve("net/arp");
  }

  /// Its address; empty where there is no way out by IPv4.
  public Optional<InetAddress> address() {
    return lines(routes).stream()
        .filter(words -> words.length > 7 && words[1].equals("00000000"))
        .flatMap(words -> address(words[2]).stream())
        .findFirst();
  }

  /// Whether it is there: it takes or refuses a connection, or has at least told its hardware
  /// address, as every router does even when it drops what it is asked. Waits for [#ANSWER_WITHIN]
  /// at most.
  public boolean answers(InetAddress router) {
    try (Socket socket = new Socket()) {
      socket.connect(
          new InetSocketAddress(router, DNS_PORT), Math.toIntExact(ANSWER_WITHIN.toMillis()));
      return true;
    } catch (ConnectException e) {
      return String.valueOf(e.getMessage()).contains("refused") || isNeighbour(router);
    } catch (IOException e) {
      return isNeighbour(router);
    }
  }

  /// Whether the kernel has its hardware address, from its own answer of the last moments.
  boolean isNeighbour(InetAddress router) {
    return lines(neighbours).stream()
        .filter(words -> words.length > 3 && words[0].equals(router.getHostAddress()))
        .anyMatch(words -> words[2].equals("0x2"));
  }

  private static List<String[]> lines(Path table) {
    try (var lines = Files.lines(table)) {
      return lines.limit(LINES_MAX).map(line -> line.strip().split("\\s+")).toList();
    } catch (IOException e) {
      return List.of();
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
}
