package farkeep.web.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.Test;

class PageServerTest {
  private static final InetSocketAddress FREE =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

  private static PageServer.Site site(Handler pages) {
    return new PageServer.Site(
        new HostNames(Set.of()), () -> Instant.EPOCH, (_, refusal) -> refusal.name(), pages);
  }

  private static final class Failing extends Handler.Abstract {
    @Override
    public boolean handle(Request request, Response response, Callback callback) {
      throw new IllegalStateException("a secret of the inside");
    }
  }

  /// Never answers.
  private static final class Silent extends Handler.Abstract {
    final CountDownLatch asked = new CountDownLatch(1);

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
      asked.countDown();
      return true;
    }
  }

  /// A connection to the server with a request on it.
  private static Socket request(PageServer server) throws IOException {
    Socket socket = new Socket(server.address().getAddress(), server.address().getPort());
    try {
      socket.setSoTimeout(30_000);
      socket
          .getOutputStream()
          .write("GET / HTTP/1.0\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.UTF_8));
      return socket;
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  private static String ask(PageServer server) throws IOException {
    try (Socket socket = request(server)) {
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (SocketException e) {
      return "";
    }
  }

  @Test
  void who_is_not_welcome_gets_no_answer() throws IOException {
    try (PageServer server = PageServer.start(FREE, site(new Failing()), _ -> false)) {
      assertThat(ask(server)).isEmpty();
    }
  }

  @Test
  void what_fails_tells_nothing_of_the_inside() throws IOException {
    try (PageServer server = PageServer.start(FREE, site(new Failing()))) {
      assertThat(ask(server))
          .startsWith("HTTP/1.1 500 ")
          .contains("500 The request can't be answered.", "nosniff", "default-src 'none'")
          .doesNotContain("secret", "Exception", "Server:");
    }
  }

  @Test
  void what_is_not_answered_in_time_is_cut_off_when_it_stops()
      throws IOException, InterruptedException {
    Silent pages = new Silent();
    PageServer server = PageServer.start(FREE, site(pages));
    try (Socket socket = request(server)) {
      assertThat(pages.asked.await(30, TimeUnit.SECONDS)).isTrue();
      server.close();
      assertThat(socket.getInputStream().readAllBytes()).isEmpty();
    }
  }

  @Test
  void an_address_that_is_taken_is_named() throws IOException {
    try (PageServer server = PageServer.start(FREE, site(new Failing()))) {
      assertThatThrownBy(() -> PageServer.start(server.address(), site(new Failing())))
          .isInstanceOf(IOException.class)
          .hasMessageContaining(Integer.toString(server.address().getPort()));
    }
  }
}
