package farkeep.link.carrier.portable;

import com.code_intelligence.jazzer.junit.FuzzTest;
import farkeep.fuzz.Bounds;
import farkeep.fuzz.Seeds;
import farkeep.link.carrier.Doorkeeper;
import farkeep.link.carrier.LinkSettings;
import farkeep.testkit.tasks.SimulatedTasks;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// The first bytes that strangers send, and what the gate makes of them.
class GateFuzzTest {
  private static final byte[] ID = {1, 2, 3, 4, 5, 6, 7, 8};
  private static final byte[] TOKEN = {9, 8, 7, 6};

  static Stream<Arguments> conversations() {
    ByteBuffer said = ByteBuffer.allocate(512);
    say(said, 1, packet(0, new byte[0]));
    say(said, 0x81, packet(3, TOKEN));
    say(said, 1, packet(0, TOKEN));
    say(said, 1, packet(2, new byte[0]));
    byte[] all = new byte[said.position()];
    said.flip().get(all);
    return Stream.of(Seeds.seed("proof", all));
  }

  private static void say(ByteBuffer into, int who, byte[] packet) {
    into.put((byte) who).putShort((short) packet.length).put(packet);
  }

  private static byte[] packet(int type, byte[] token) {
    ByteBuffer bytes = ByteBuffer.allocate(80);
    bytes.put((byte) (0xc0 | type << 4)).putInt(1);
    bytes.put((byte) ID.length).put(ID).put((byte) ID.length).put(ID);
    if (type == 0) bytes.put((byte) token.length);
    bytes.put(token);
    byte[] packet = new byte[type == 3 ? bytes.position() + 16 : bytes.capacity()];
    System.arraycopy(bytes.array(), 0, packet, 0, Math.min(packet.length, bytes.capacity()));
    return packet;
  }

  /// Datagrams one after the other: who (with 0x80: to them, from kwik), two bytes of length,
  /// content.
  @MethodSource("conversations")
  @FuzzTest
  void any_datagrams_pass_or_do_not(byte[] said) {
    Bounds.hold(() -> hear(ByteBuffer.wrap(said)));
  }

  private static void hear(ByteBuffer said) throws IOException {
    SimulatedTasks tasks = new SimulatedTasks(1);
    LinkSettings settings = LinkSettings.ordinary();
    Doorkeeper doorkeeper = new Doorkeeper(settings.counts(), tasks, tasks);
    Gate gate = new Gate(doorkeeper, settings.times(), tasks, tasks, door());
    tasks.run(() -> {
      while (said.remaining() > 3) {
        int who = said.get() & 0xff;
        byte[] content = new byte[Math.min(said.getShort() & 0x7ff, said.remaining())];
        said.get(content);
        InetAddress address = InetAddress.getByAddress(new byte[] {10, 0, (byte) (who & 7), 1});
        DatagramPacket datagram =
            new DatagramPacket(content, content.length, new InetSocketAddress(address, 4_711));
        if (who < 0x80) gate.lets(datagram);
        else send(gate, datagram);
      }
    });
  }

  private static void send(Gate gate, DatagramPacket datagram) {
    try {
      gate.sends(datagram);
    } catch (IOException e) {
      // kwik speaks to somebody who has gone
    }
  }

  private static Gate.Door door() {
    return new Gate.Door() {
      @Override
      public void send(DatagramPacket datagram) {}

      @Override
      public void handshakeBegins() {}
    };
  }
}
