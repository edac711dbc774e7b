package farkeep.web.box;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Requests byte by byte, over a socket of their own.
final class Raw {
  private static final int PATIENCE_MILLIS = 30_000;

  private Raw() {}

  /// What came back.
  record Answer(int status, List<String> headers, String body) {
    @Nullable String header(String name) {
      String start = name.toLowerCase(Locale.ROOT) + ":";
      return headers.stream()
          .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(start))
          .map(line -> line.substring(start.length()).strip())
          .findFirst()
          .orElse(null);
    }

    /// Whether it carries what every answer carries, and tells nothing of what is inside.
    void assertProtected() {
      assertThat(header("Content-Security-Policy"))
          .isEqualTo(
              "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self';"
                  + " base-uri 'none'; frame-ancestors 'none'");
      assertThat(header("X-Content-Type-Options")).isEqualTo("nosniff");
      assertThat(header("X-Frame-Options")).isEqualTo("DENY");
      assertThat(header("Referrer-Policy")).isEqualTo("same-origin");
      assertThat(header("Cache-Control")).isEqualTo("no-store");
      assertThat(header("Server")).isNull();
      assertThat(header("X-Powered-By")).isNull();
      assertThat(header("Set-Cookie")).isNull();
      assertThat(header("Access-Control-Allow-Origin")).isNull();
      assertThat(body.toLowerCase(Locale.ROOT))
          .doesNotContain("exception", "jetty", "java.", "\tat ", "<script");
    }
  }

  static Answer ask(InetSocketAddress server, String request) throws IOException {
    return ask(server, request.getBytes(StandardCharsets.ISO_8859_1));
  }

  static Answer ask(InetSocketAddress server, byte[] request) throws IOException {
    try (Socket socket = new Socket(server.getAddress(), server.getPort())) {
      return ask(socket, request);
    }
  }

  /// Sends, and reads until the other side has nothing more to say.
  static Answer ask(Socket socket, byte[] request) throws IOException {
    socket.setSoTimeout(PATIENCE_MILLIS);
    try {
      socket.getOutputStream().write(request);
      socket.shutdownOutput();
    } catch (SocketException e) {
      // it answered before it had read everything
    }
    return parsed(everything(socket));
  }

  private static byte[] everything(Socket socket) throws IOException {
    ByteArrayOutputStream read = new ByteArrayOutputStream();
    try {
      InputStream in = socket.getInputStream();
      byte[] some = new byte[8192];
      for (int n = in.read(some); n >= 0; n = in.read(some)) read.write(some, 0, n);
    } catch (SocketException e) {
      // reset after the answer: the rest of the request was not wanted
    }
    return read.toByteArray();
  }

  static Answer parsed(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    assertThat(text).as("an answer").startsWith("HTTP/1.1 ");
    String[] parts = text.split("\r\n\r\n", 2);
    List<String> lines = Arrays.asList(parts[0].split("\r\n"));
    int status = Integer.parseInt(lines.getFirst().split(" ")[1]);
    return new Answer(status, lines.subList(1, lines.size()), parts.length > 1 ? parts[1] : "");
  }

  /// A connection from one of the loopback's many addresses.
  static Socket from(String client, InetSocketAddress server) throws IOException {
    Socket socket = new Socket();
    socket.bind(new InetSocketAddress(InetAddress.ofLiteral(client), 0));
    socket.connect(server, PATIENCE_MILLIS);
    socket.setSoTimeout(PATIENCE_MILLIS);
    return socket;
  }
}
