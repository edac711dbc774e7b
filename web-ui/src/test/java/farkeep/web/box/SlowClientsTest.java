package farkeep.web.box;

import static org.assertj.core.api.Assertions.assertThat;

import farkeep.web.http.Bounds;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SlowClientsTest {
  private static final byte[] HALF_A_FORM =
      """
      POST /actions/pause HTTP/1.1
      Host: farkeep.local
      Origin: http://farkeep.local
      Content-Type: application/x-www-form-urlencoded
      Content-Length: 100

      hours=\
      """
          .replace("\n", "\r\n")
          .getBytes(StandardCharsets.ISO_8859_1);

  private final FakeBox box = new FakeBox();
  private final List<Socket> slow = new ArrayList<>();

  @SuppressWarnings("NullAway.Init")
  private StatusServer server;

  @BeforeEach
  void serve() throws IOException {
    box.windowLeft = Duration.ofMinutes(3);
    server = box.serve();
  }

  @AfterEach
  void close() throws IOException {
    for (Socket socket : slow) socket.close();
    server.close();
  }

  @Test
  void forms_that_are_never_finished_keep_nobody_from_the_page() throws IOException {
    int clients = Bounds.CONNECTIONS_MAX / Bounds.CONNECTIONS_OF_CLIENT_MAX;
    for (int i = 0; i < Bounds.CONNECTIONS_MAX - 1; i++) {
      Socket socket = Raw.from("127.0.3." + (1 + i % clients), server.address());
      slow.add(socket);
      socket.getOutputStream().write(HALF_A_FORM);
    }
    Raw.Answer page =
        Raw.ask(
            server.address(), "GET / HTTP/1.1\r\nHost: farkeep.local\r\nConnection: close\r\n\r\n");
    assertThat(page.status()).isEqualTo(200);
    for (Socket socket : slow) {
      assertThat(socket.getInputStream().available()).as("still waited for").isZero();
    }
    assertThat(box.performed).isEmpty();
  }

  @Test
  void who_says_nothing_is_let_go() throws IOException {
    Socket silent = Raw.from("127.0.0.1", server.address());
    slow.add(silent);
    assertThat(silent.getInputStream().read()).isEqualTo(-1);
  }
}
