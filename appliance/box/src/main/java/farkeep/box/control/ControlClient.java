package farkeep.box.control;

import java.io.IOException;
import java.io.InputStream;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/// Asks the box that runs on a data directory.
public final class ControlClient {
  private ControlClient() {}

  /// Asks, and waits for the answer.
  ///
  /// @param command `pair`, `status`, or `press` and a time
  /// @return the answer, for a person
  /// @throws NotRunningException no box runs there
  /// @throws IOException the box said no; the message is its reason
  public static String ask(Path data, String command) throws IOException {
    try (SocketChannel channel = connect(data)) {
      channel.write(ByteBuffer.wrap((command + "\n").getBytes(StandardCharsets.UTF_8)));
      channel.shutdownOutput();
      InputStream in = Channels.newInputStream(channel);
      byte[] bytes = in.readNBytes(ControlSocket.ANSWER_BYTES_MAX);
      String answer = new String(bytes, StandardCharsets.UTF_8);
      if (answer.startsWith("ok\n")) return answer.substring(3);
      throw new IOException(answer.substring(answer.indexOf('\n') + 1));
    }
  }

  private static SocketChannel connect(Path data) throws IOException {
    try {
      return SocketChannel.open(ControlSocket.address(data));
    } catch (SocketException e) {
      throw new NotRunningException(
          "no box runs on %s (%s); start it with `farkeep-box run --data %s`"
              .formatted(data, e.getMessage(), data));
    }
  }
}
