package farkeep.link.carrier.portable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import farkeep.objects.port.Tasks;
import farkeep.objects.system.SystemTasks;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class KwikSocketTest {
  private static final InetSocketAddress LOOPBACK =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

  private final Tasks tasks = new SystemTasks();

  /// Lets through what begins with 1.
  private static final class OnesOnly implements KwikSocket.Filter {
    @Override
    public boolean lets(DatagramPacket datagram) {
      return datagram.getData()[0] == 1;
    }

    @Override
    public boolean sends(DatagramPacket datagram) {
      return true;
    }
  }

  private static DatagramPacket buffer() {
    return new DatagramPacket(new byte[100], 100);
  }

  @Test
  void only_what_the_filter_lets_through_is_received() throws Exception {
    try (KwikSocket socket = new KwikSocket(LOOPBACK, tasks, new OnesOnly());
        DatagramSocket other = new DatagramSocket(LOOPBACK)) {
      for (byte[] sent : new byte[][] {{2, 2, 2}, {1, 7}}) {
        other.send(new DatagramPacket(sent, sent.length, socket.getLocalSocketAddress()));
      }
      DatagramPacket received = buffer();
      socket.receive(received);
      assertThat(received.getLength()).isEqualTo(2);
      assertThat(received.getData()[1]).isEqualTo((byte) 7);
    }
  }

  @Test
  void what_can_not_be_sent_is_lost_and_the_socket_goes_on() throws Exception {
    try (KwikSocket socket = new KwikSocket(LOOPBACK, tasks, new OnesOnly())) {
      InetSocketAddress elsewhere = new InetSocketAddress("192.0.2.1", 9);
      byte[] tooLong = new byte[65_535];
      assertThatThrownBy(
              () -> {
                try (DatagramSocket plain = new DatagramSocket(LOOPBACK)) {
                  plain.send(new DatagramPacket(tooLong, tooLong.length, elsewhere));
                }
              })
          .isInstanceOf(java.io.IOException.class);
      socket.send(new DatagramPacket(tooLong, tooLong.length, elsewhere));
      socket.send(new DatagramPacket(new byte[] {1}, 1, socket.getLocalSocketAddress()));
      socket.receive(buffer());
    }
  }

  @Test
  void a_port_that_was_let_go_ends_nothing_before_kwik_is_done() throws Exception {
    KwikSocket socket = new KwikSocket(LOOPBACK, tasks, new OnesOnly());
    int port = socket.getLocalPort();
    Tasks.Task receiving = tasks.start("receive", () -> socket.receive(buffer()));
    socket.release();
    new DatagramSocket(new InetSocketAddress(LOOPBACK.getAddress(), port)).close();
    // Long enough for a socket that fails to be noticed.
    tasks.sleep(Duration.ofMillis(50));
    assertThat(receiving.ended()).isFalse();
    socket.close();
    assertThatThrownBy(receiving::join).hasCauseInstanceOf(SocketException.class);
  }
}
