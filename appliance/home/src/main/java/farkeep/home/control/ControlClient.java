package farkeep.home.control;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.ConnectException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/// Asks a running daemon through its control socket.
public final class ControlClient implements Verbs {
  private final Path socket;

  private ControlClient(Path socket) {
    this.socket = socket;
  }

  /// The daemon behind a socket, when one answers there.
  ///
  /// @throws IOException the socket is there and can't be used: it belongs to somebody else
  public static Optional<ControlClient> of(Path socket) throws IOException {
    if (!Files.exists(socket)) return Optional.empty();
    try (SocketChannel _ = connect(socket)) {
      return Optional.of(new ControlClient(socket));
    } catch (ConnectException | NoSuchFileException e) {
      return Optional.empty();
    }
  }

  @Override
  public void handle(Request request, Events events) throws InterruptedException {
    try (SocketChannel channel = connect(socket)) {
      ByteBuffer line = StandardCharsets.UTF_8.encode(Json.line(request) + "\n");
      while (line.hasRemaining()) channel.write(line);
      var reader = new BufferedReader(Channels.newReader(channel, StandardCharsets.UTF_8));
      for (String answer = reader.readLine(); answer != null; answer = reader.readLine()) {
        Event event = Json.event(answer);
        events.tell(event);
        if (event.last()) return;
      }
      events.tell(
          new Event.Failed(
              ExitCode.TROUBLE.code(), "the daemon ended before it had answered; ask again"));
    } catch (IOException e) {
      events.tell(
          new Event.Failed(
              ExitCode.TROUBLE.code(),
              "the daemon's socket %s failed: %s".formatted(socket, e.getMessage())));
    }
  }

  private static SocketChannel connect(Path socket) throws IOException {
    SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
    try {
      channel.connect(UnixDomainSocketAddress.of(socket));
      return channel;
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }
}
