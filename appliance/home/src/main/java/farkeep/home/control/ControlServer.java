package farkeep.home.control;

import farkeep.objects.port.Tasks;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes requests on a Unix socket that only the owner may open. One connection carries one
/// request; closing it early cancels what was asked. Protocol in `docs/control.md`.
public final class ControlServer implements Closeable {
  /// Characters of one request.
  public static final int REQUEST_CHARACTERS_MAX = 256 * 1024;

  /// Requests under way at once; further callers wait to be accepted.
  public static final int REQUESTS_MAX = 32;

  /// Bytes of the socket's path: what the kernel's `sockaddr_un` holds.
  public static final int SOCKET_PATH_BYTES_MAX = 107;

  private static final Logger LOG = LoggerFactory.getLogger(ControlServer.class);

  private final Path socket;
  private final Verbs verbs;
  private final Tasks tasks;
  private final ServerSocketChannel server;
  private final Tasks.Monitor room;
  private int running;

  /// Begins to listen.
  ///
  /// @param socket in a directory that only the owner may enter; a stale one is replaced: the
  ///   caller holds the lock of the state directory
  /// @throws IOException the socket can't be made
  public ControlServer(Path socket, Verbs verbs, Tasks tasks) throws IOException {
    this.socket = socket;
    this.verbs = verbs;
    this.tasks = tasks;
    this.room = tasks.monitor();
    Files.deleteIfExists(socket);
    int pathBytes = socket.toString().getBytes(StandardCharsets.UTF_8).length;
    if (pathBytes > SOCKET_PATH_BYTES_MAX) {
      throw new IOException(
          "the control socket's path has %d B, at most %d are possible; choose a shorter --state than %s"
              .formatted(pathBytes, SOCKET_PATH_BYTES_MAX, socket.getParent()));
    }
    this.server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    server.bind(UnixDomainSocketAddress.of(socket));
    Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("rw-------"));
    tasks.start("control", this::serve);
  }

  private void serve() throws IOException, InterruptedException {
    try {
      while (true) {
        awaitRoom();
        SocketChannel caller = server.accept();
        tasks.start("control request", () -> answer(caller));
      }
    } catch (ClosedChannelException e) {
      LOG.debug("control socket closed");
    }
  }

  private void awaitRoom() throws InterruptedException {
    try (var _ = room.inside()) {
      while (running >= REQUESTS_MAX) room.await();
      running++;
    }
  }

  private void answer(SocketChannel caller) throws InterruptedException {
    try (caller) {
      var reader =
          new BufferedReader(
              Channels.newReader(caller, StandardCharsets.UTF_8.newDecoder(), 8192), 8192);
      var writer =
          new BufferedWriter(Channels.newWriter(caller, StandardCharsets.UTF_8.newEncoder(), -1));
      String line = readLine(reader);
      if (!line.isEmpty()) handle(line, event -> write(writer, event));
    } catch (IOException e) {
      LOG.debug("control caller left early", e);
    } finally {
      try (var _ = room.inside()) {
        running--;
        room.signalAll();
      }
    }
  }

  private void handle(String line, Verbs.Events events) throws InterruptedException {
    Request request;
    try {
      request = Json.request(line);
    } catch (IllegalArgumentException e) {
      events.tell(new Event.Failed(ExitCode.USAGE.code(), e.getMessage()));
      return;
    }
    verbs.handle(request, events);
  }

  private static String readLine(BufferedReader reader) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = reader.read(); c >= 0 && c != '\n'; c = reader.read()) {
      if (line.length() == REQUEST_CHARACTERS_MAX) {
        throw new IOException("request is longer than " + REQUEST_CHARACTERS_MAX + " characters");
      }
      line.append((char) c);
    }
    return line.toString();
  }

  private static void write(BufferedWriter writer, Event event) throws InterruptedException {
    try {
      writer.write(Json.line(event));
      writer.write('\n');
      writer.flush();
    } catch (IOException e) {
      throw (InterruptedException) new InterruptedException("the asker went away").initCause(e);
    }
  }

  /// Stops taking requests. Those under way go on.
  @Override
  public void close() throws IOException {
    server.close();
    Files.deleteIfExists(socket);
  }
}
