package farkeep.box.hostile;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import farkeep.link.carrier.Link;
import farkeep.link.carrier.LinkStream;
import farkeep.link.carrier.ProtocolNotOfferedException;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;

/// What somebody does who has no key: packets, handshakes, links that come to nothing.
final class StrangerScripts {
  private static final int DATAGRAMS = 2_000;
  private static final int PORTS = 100;
  private static final long NANOS = 1_000_000_000L;
  private static final int INITIAL_BYTES = 1_200;
  private static final int LINKS = 40;
  private static final int STREAMS_MAX = 16;

  /// Links that may be there without AUTH; see `LinkSettings`.
  private static final int UNAUTHENTICATED_MAX = 8;

  private StrangerScripts() {}

  static List<Script> all() {
    return List.of(
        Script.of("garbage in datagrams of any length", StrangerScripts::garbage),
        Script.alone("first packets from a hundred ports", peer -> flood(peer, 1)),
        Script.alone("first packets of a version that nobody speaks", peer -> flood(peer, 0x1a2a)),
        Script.of("a first packet that is too short", peer -> send(peer, initial(1, 7), 300)),
        Script.of("short packets of a link that is not there", StrangerScripts::shortPackets),
        Script.of("another protocol", peer -> notOffered(peer, "farkeep/2")),
        Script.of("no protocol of ours", peer -> notOffered(peer, "h3")),
        Script.of("a link without a stream", StrangerScripts::noStream),
        Script.of(
            "a stream without a word",
            peer -> {
              peer.meet();
              peer.raw();
              peer.mustClose();
            }),
        Script.alone("more links than may be there without AUTH", StrangerScripts::manyLinks),
        Script.alone("links that come and go", StrangerScripts::comeAndGo),
        Script.alone("links with all their streams at once", StrangerScripts::manyStreams),
        Script.alone("handshakes whose answers get lost", StrangerScripts::stalledHandshakes));
  }

  private static void garbage(Peer peer) throws Exception {
    SplittableRandom random = new SplittableRandom(1);
    try (DatagramSocket socket = new DatagramSocket()) {
      for (int i = 0; i < DATAGRAMS; i++) {
        byte[] bytes = new byte[random.nextInt(1_500)];
        random.nextBytes(bytes);
        socket.send(new DatagramPacket(bytes, bytes.length, peer.box.address()));
      }
    }
    peer.enter().mustGoOn();
  }

  /// The first packet of a connection, as far as anybody without keys can look into it.
  private static byte[] initial(int version, long connection) {
    ByteBuffer packet = ByteBuffer.allocate(INITIAL_BYTES);
    packet.put((byte) 0xc3).putInt(version);
    packet.put((byte) Long.BYTES).putLong(connection);
    packet.put((byte) Long.BYTES).putLong(~connection);
    return packet.put((byte) 0).putShort((short) (0x4000 | 1_170)).array();
  }

  private static void send(Peer peer, byte[] packet, int bytes) throws Exception {
    try (DatagramSocket socket = new DatagramSocket()) {
      socket.send(new DatagramPacket(packet, bytes, peer.box.address()));
    }
    peer.enter().mustGoOn();
  }

  private static void flood(Peer peer, int version) throws Exception {
    flood(peer.box.address(), version, DATAGRAMS, 0, Integer.MAX_VALUE);
    peer.enter().mustGoOn();
  }

  /// First packets of connections that nobody goes on with, from [#PORTS] ports.
  ///
  /// @param from the first connection's number
  /// @param rateMax datagrams in a second
  static void flood(InetSocketAddress box, int version, int datagrams, long from, int rateMax)
      throws Exception {
    long began = System.nanoTime();
    for (int port = 0; port < PORTS; port++) {
      try (DatagramSocket socket = new DatagramSocket()) {
        for (int i = 0; i < datagrams / PORTS; i++) {
          int number = port * (datagrams / PORTS) + i;
          long due = began + number * NANOS / rateMax;
          while (System.nanoTime() < due) LockSupport.parkNanos(due - System.nanoTime());
          byte[] packet = initial(version, from + number);
          socket.send(new DatagramPacket(packet, packet.length, box));
        }
      }
    }
  }

  private static void shortPackets(Peer peer) throws Exception {
    byte[] packet = new byte[60];
    packet[0] = 0x41;
    send(peer, packet, packet.length);
  }

  private static void notOffered(Peer peer, String protocol) {
    assertThatThrownBy(() -> peer.dial(protocol)).isInstanceOf(ProtocolNotOfferedException.class);
  }

  private static void noStream(Peer peer) throws Exception {
    Link link = peer.dial();
    peer.box.await("the link is closed", () -> !link.isOpen());
  }

  /// Each new one makes an older one go, and who has a key gets in at once.
  private static void manyLinks(Peer peer) throws Exception {
    List<Link> links = new ArrayList<>();
    for (int i = 0; i < LINKS; i++) links.add(peer.dial());
    peer.enter().mustGoOn();
    peer.box.await(
        "the oldest are shown out",
        () -> links.stream().filter(Link::isOpen).count() <= UNAUTHENTICATED_MAX);
    peer.box.await("all are closed", () -> links.stream().noneMatch(Link::isOpen));
  }

  private static void comeAndGo(Peer peer) throws Exception {
    for (int i = 0; i < LINKS; i++) {
      peer.dial().close();
      Thread.yield();
    }
    peer.box.await("there is room again", () -> enters(peer));
  }

  private static boolean enters(Peer peer) {
    try {
      peer.enter().mustGoOn();
      return true;
    } catch (Exception e) {
      return false;
    }
  }

  private static void manyStreams(Peer peer) throws Exception {
    try {
      for (int i = 0; i < UNAUTHENTICATED_MAX; i++) fill(peer.dial());
    } catch (IOException e) {
      // the first was closed before the last was there
    }
    Link last = peer.link();
    peer.box.await("the links are closed", () -> !last.isOpen());
    peer.box.await("there is room again", () -> enters(peer));
  }

  private static void fill(Link link) throws Exception {
    for (int i = 0; i < STREAMS_MAX; i++) {
      LinkStream stream = link.open();
      stream.output().write(new byte[32 << 10]);
    }
  }

  /// Callers whose first packet arrives, and nothing after it.
  private static void stalledHandshakes(Peer peer) throws Exception {
    flood(peer, 1);
    manyLinks(peer);
  }
}
