package farkeep.box.control;

import farkeep.objects.port.Tasks;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/// Answers commands on the control socket, one after the other: each connection is one line and its
/// answer. Only the box's own user can connect.
public final class ControlServer implements Closeable {
  private final UnixDomainSocketAddress address;
  private final ServerSocketChannel channel;
  private final Handler handler;

  /// Does what a command asks.
  @FunctionalInterface
  public interface Handler {
    /// @param command a word
    /// @return lines for a person
    /// @throws IOException it can't be done; the message says why and what to do
    String answer(String command) throws IOException;
  }

  private ControlServer(
      UnixDomainSocketAddress address, ServerSocketChannel channel, Handler handler) {
    this.address = address;
    this.channel = channel;
    this.handler = handler;
  }

  /// Begins to listen in a data directory that this process has the lock of: a socket that lies
  /// there is left from a process that is gone.
  public static ControlServer listen(Path data, Tasks tasks, Handler handler) throws IOException {
    UnixDomainSocketAddress address = ControlSocket.address(data);
    Files.deleteIfExists(address.getPath());
    ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    try {
      channel.bind(address);
      Files.setPosixFilePermissions(
          address.getPath(), PosixFilePermissions.fromString("rw-------"));
    } catch (IOException e) {
      channel.close();
      throw e;
    }
    ControlServer server = new ControlServer(address, channel, handler);
    tasks.start("control socket", server::serve);
    return server;
  }

  private void serve() throws IOException {
    while (channel.isOpen()) {
      try (SocketChannel caller = channel.accept()) {
        serve(caller);
      } catch (ClosedChannelException e) {
        return;
      } catch (IOException e) {
        // the caller went away before its answer
      }
    }
  }

  private void serve(SocketChannel caller) throws IOException {
    InputStream in = Channels.newInputStream(caller);
    byte[] request = in.readNBytes(ControlSocket.REQUEST_BYTES_MAX);
    String command = new String(request, StandardCharsets.UTF_8).strip();
    String answer;
    try {
      answer = "ok\n" + handler.answer(command);
    } catch (IOException | RuntimeException e) {
      answer = "failed\n" + e.getMessage();
    }
    ByteBuffer bytes = ByteBuffer.wrap(answer.getBytes(StandardCharsets.UTF_8));
    while (bytes.hasRemaining()) caller.write(bytes);
  }

  @Override
  public void close() throws IOException {
    channel.close();
    Files.deleteIfExists(address.getPath());
  }
}
