package farkeep.box.control;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/// Where the control socket of a data directory is.
final class ControlSocket {
  /// Its name in the data directory.
  static final String FILE = "control.sock";

  /// Bytes of a Unix socket's path, its ending zero apart.
  static final int PATH_BYTES_MAX = 107;

  /// Bytes of a request.
  static final int REQUEST_BYTES_MAX = 256;

  /// Bytes of an answer.
  static final int ANSWER_BYTES_MAX = 64 << 10;

  private ControlSocket() {}

  /// @throws IOException the path is longer than a socket's may be
  static UnixDomainSocketAddress address(Path data) throws IOException {
    Path path = data.resolve(FILE);
    int bytes = path.toString().getBytes(StandardCharsets.UTF_8).length;
    if (bytes > PATH_BYTES_MAX) {
      throw new IOException(
          "the path of the control socket has %d B, at most %d are possible; use a data directory with a shorter path"
              .formatted(bytes, PATH_BYTES_MAX));
    }
    return UnixDomainSocketAddress.of(path);
  }
}
