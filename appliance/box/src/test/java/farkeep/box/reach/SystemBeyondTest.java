package farkeep.box.reach;

import static org.assertj.core.api.Assertions.assertThat;

import farkeep.objects.system.SystemRandomness;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SystemBeyondTest {
  private static final int QUESTION_BYTES = 17;

  private static SystemBeyond asking(int port) {
    InetSocketAddress server = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    return new SystemBeyond(() -> server, new SystemRandomness());
  }

  private static void answer(byte[] question, int idOff) {
    question[0] ^= (byte) idOff;
    question[2] |= (byte) 0x80;
  }

  private static boolean askByUdp(int idOff) throws IOException, InterruptedException {
    try (DatagramSocket server = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      Thread serving = Thread.startVirtualThread(() -> serve(server, idOff));
      boolean answered = asking(server.getLocalPort()).answersByUdp();
      serving.join();
      return answered;
    }
  }

  private static void serve(DatagramSocket server, int idOff) {
    try {
      DatagramPacket asked = new DatagramPacket(new byte[QUESTION_BYTES], QUESTION_BYTES);
      server.receive(asked);
      answer(asked.getData(), idOff);
      server.send(asked);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static boolean askByTcp(int idOff) throws IOException, InterruptedException {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread serving = Thread.startVirtualThread(() -> serve(server, idOff));
      boolean answered = asking(server.getLocalPort()).answersByTcp();
      serving.join();
      return answered;
    }
  }

  private static void serve(ServerSocket server, int idOff) {
    try (Socket client = server.accept();
        DataInputStream in = new DataInputStream(client.getInputStream());
        DataOutputStream out = new DataOutputStream(client.getOutputStream())) {
      byte[] question = in.readNBytes(in.readUnsignedShort());
      answer(question, idOff);
      out.writeShort(question.length);
      out.write(question);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void an_answer_to_another_question_is_none() throws Exception {
    assertThat(askByUdp(0)).isTrue();
    assertThat(askByUdp(1)).isFalse();
    assertThat(askByTcp(0)).isTrue();
    assertThat(askByTcp(1)).isFalse();
  }

  @Test
  void nobody_there_is_no_answer() throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    assertThat(asking(port).answersByUdp()).isFalse();
    assertThat(asking(port).answersByTcp()).isFalse();
  }

  @Test
  void a_server_whose_name_leads_nowhere_is_no_answer() {
    InetSocketAddress nowhere = InetSocketAddress.createUnresolved("names.invalid", 53);
    SystemBeyond beyond = new SystemBeyond(() -> nowhere, new SystemRandomness());
    assertThat(beyond.answersByUdp()).isFalse();
    assertThat(beyond.answersByTcp()).isFalse();
  }

  @Test
  void this_machine_is_found_by_its_name_and_a_reserved_name_is_not() {
    assertThat(asking(53).lookUp("localhost")).isEqualTo(Beyond.Lookup.FOUND);
    assertThat(asking(53).lookUp("home.invalid")).isNotEqualTo(Beyond.Lookup.FOUND);
  }

  @Test
  void the_question_says_nothing_but_what_it_asks() {
    assertThat(new NameQuery(0x1234).bytes())
        .containsExactly(0x12, 0x34, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 2, 0, 1);
  }
}
