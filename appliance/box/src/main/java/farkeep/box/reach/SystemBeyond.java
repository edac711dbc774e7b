package farkeep.box.reach;

import farkeep.link.discovery.HouseRouter;
import farkeep.objects.port.Randomness;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/// The real network.
public final class SystemBeyond implements Beyond {
  /// How long a name server may take.
  static final Duration ANSWER_WITHIN = Duration.ofSeconds(2);

  private static final String NO_ANSWER = "Temporary failure in name resolution";

  private final HouseRouter router = new HouseRouter(Path.of("/proc"));
  private final Supplier<InetSocketAddress> server;
  private final Randomness randomness;

  /// @param server asked by [#answersByUdp] and [#answersByTcp]; resolved anew for each question
  public SystemBeyond(Supplier<InetSocketAddress> server, Randomness randomness) {
    this.server = server;
    this.randomness = randomness;
  }

  @Override
  public Optional<InetAddress> router() {
    return router.address();
  }

  @Override
  public boolean answers(InetAddress its) {
    return router.answers(its);
  }

  /// The C library says in words whether anybody answered (`EAI_AGAIN` of getaddrinfo(3)).
  @Override
  public Lookup lookUp(String name) {
    try {
      InetAddress _ = InetAddress.getByName(name);
      return Lookup.FOUND;
    } catch (UnknownHostException e) {
      return String.valueOf(e.getMessage()).contains(NO_ANSWER)
          ? Lookup.NO_ANSWER
          : Lookup.NO_SUCH_NAME;
    }
  }

  @Override
  public boolean answersByUdp() {
    NameQuery query = NameQuery.random(randomness);
    byte[] asked = query.bytes();
    try (DatagramSocket socket = new DatagramSocket()) {
      socket.setSoTimeout(millis());
      socket.connect(server.get());
      socket.send(new DatagramPacket(asked, asked.length));
      DatagramPacket answer = new DatagramPacket(new byte[NameQuery.HEAD_BYTES], 12);
      socket.receive(answer);
      return query.isAnsweredBy(answer.getData(), answer.getLength());
    } catch (IOException | RuntimeException e) {
      return false; // nothing came, or the server's name leads nowhere
    }
  }

  @Override
  public boolean answersByTcp() {
    NameQuery query = NameQuery.random(randomness);
    byte[] asked = query.bytes();
    try (Socket socket = new Socket()) {
      socket.connect(server.get(), millis());
      socket.setSoTimeout(millis());
      // RFC 1035, 4.2.2: by TCP a message stands behind its length in two bytes
      byte[] framed = new byte[2 + asked.length];
      framed[1] = (byte) asked.length;
      System.arraycopy(asked, 0, framed, 2, asked.length);
      socket.getOutputStream().write(framed);
      DataInputStream in = new DataInputStream(socket.getInputStream());
      in.readUnsignedShort();
      byte[] head = in.readNBytes(NameQuery.HEAD_BYTES);
      return query.isAnsweredBy(head, head.length);
    } catch (IOException | RuntimeException e) {
      return false;
    }
  }

  private static int millis() {
    return Math.toIntExact(ANSWER_WITHIN.toMillis());
  }
}
