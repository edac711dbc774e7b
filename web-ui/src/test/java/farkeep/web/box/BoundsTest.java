package farkeep.web.box;

import static org.assertj.core.api.Assertions.assertThat;

import farkeep.web.http.Bounds;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BoundsTest {
  private static final byte[] LAST =
      "GET /icon.svg HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
          .getBytes(StandardCharsets.ISO_8859_1);
  private static final byte[] MORE =
      "HEAD /icon.svg HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1);

  private static final int ATTEMPTS = 1_000;

  private final FakeBox box = new FakeBox();
  private final List<Socket> open = new ArrayList<>();

  @SuppressWarnings("NullAway.Init")
  private StatusServer server;

  @BeforeEach
  void serve() throws IOException {
    server = box.serve();
  }

  @AfterEach
  void close() throws IOException {
    for (Socket socket : open) socket.close();
    server.close();
  }

  private Socket connected(String client) throws IOException {
    Socket socket = Raw.from(client, server.address());
    open.add(socket);
    return socket;
  }

  /// Whether a connection is served, and stays open.
  private static boolean served(Socket socket) throws IOException {
    try {
      socket.getOutputStream().write(MORE);
      byte[] answer = new byte[2048];
      int length = socket.getInputStream().read(answer);
      return length > 0
          && new String(answer, 0, length, StandardCharsets.ISO_8859_1).startsWith("HTTP/1.1 200");
    } catch (SocketException e) {
      return false;
    }
  }

  /// Whether a client gets a connection once the server has noticed that another one ended: it
  /// closes its end, which the client sees, before it gives the place back.
  private boolean servedInTheEnd(String client) throws IOException {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      if (served(connected(client))) return true;
    }
    return false;
  }

  @Test
  void a_client_has_eight_connections_and_the_ninth_is_closed() throws IOException {
    for (int i = 0; i < Bounds.CONNECTIONS_OF_CLIENT_MAX; i++) {
      assertThat(served(connected("127.0.0.1"))).isTrue();
    }
    assertThat(served(connected("127.0.0.1"))).isFalse();
    assertThat(served(connected("127.0.0.2"))).as("another client").isTrue();
    assertThat(Raw.ask(open.getFirst(), LAST).status()).isEqualTo(200);
    box.now = box.now.plusSeconds(1);
    assertThat(servedInTheEnd("127.0.0.1")).as("one has gone").isTrue();
  }

  @Test
  void thirty_two_connections_are_served_and_one_more_is_closed() throws IOException {
    int clients = Bounds.CONNECTIONS_MAX / Bounds.CONNECTIONS_OF_CLIENT_MAX;
    for (int client = 1; client <= clients; client++) {
      for (int i = 0; i < Bounds.CONNECTIONS_OF_CLIENT_MAX; i++) {
        assertThat(served(connected("127.0.1." + client))).isTrue();
      }
    }
    assertThat(served(connected("127.0.2.1"))).isFalse();
  }

  @Test
  void ten_requests_of_a_client_are_answered_in_a_second_and_the_next_is_not() throws IOException {
    Socket socket = connected("127.0.0.1");
    for (int i = 0; i < Bounds.REQUESTS_PER_SECOND_MAX; i++) assertThat(served(socket)).isTrue();
    Raw.Answer refused = Raw.ask(server.address(), LAST);
    assertThat(refused.status()).isEqualTo(429);
    assertThat(refused.header("Retry-After")).isEqualTo("1");
    refused.assertProtected();
    assertThat(served(connected("127.0.0.2"))).as("another client").isTrue();
    box.now = box.now.plusMillis(100);
    assertThat(Raw.ask(server.address(), LAST).status())
        .as("a tenth of a second on")
        .isEqualTo(200);
    assertThat(Raw.ask(server.address(), LAST).status()).isEqualTo(429);
  }

  @Test
  void a_clock_that_is_set_back_locks_nobody_out() throws IOException {
    assertThat(Raw.ask(server.address(), LAST).status()).isEqualTo(200);
    box.now = box.now.minusSeconds(86_400);
    assertThat(Raw.ask(server.address(), LAST).status()).isEqualTo(200);
    box.now = box.now.plusSeconds(1);
    for (int i = 0; i < Bounds.REQUESTS_PER_SECOND_MAX; i++) {
      assertThat(Raw.ask(server.address(), LAST).status()).isEqualTo(200);
    }
  }

  @Test
  void the_box_is_asked_once_a_second_however_many_ask() throws IOException {
    byte[] page =
        "GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
            .getBytes(StandardCharsets.ISO_8859_1);
    for (int i = 0; i < 5; i++) assertThat(Raw.ask(server.address(), page).status()).isEqualTo(200);
    assertThat(box.asked).hasValue(1);
    box.now = box.now.plusSeconds(1);
    assertThat(Raw.ask(server.address(), page).status()).isEqualTo(200);
    assertThat(box.asked).hasValue(2);
  }
}
