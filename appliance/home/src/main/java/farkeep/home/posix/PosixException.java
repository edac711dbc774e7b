package farkeep.home.posix;

import java.io.IOException;

/// The kernel refused.
public class PosixException extends IOException {
  private static final long serialVersionUID = 1L;

  /// Which error.
  private final Errno errno;

  /// @param number the error number
  /// @param call the system call
  /// @param path what it was about: a name, a path, or a path's components joined by NUL
  PosixException(int number, String call, byte[] path) {
    super(message(number, call, path));
    errno = Errno.of(number);
  }

  /// Which error.
  public Errno errno() {
    return errno;
  }

  /// Whether it is that one.
  public boolean is(Errno one) {
    return errno == one;
  }

  private static String message(int number, String call, byte[] path) {
    Errno errno = Errno.of(number);
    String name = errno == Errno.OTHER ? "errno " + number : errno.name();
    return "%s: %s (%s, %s)".formatted(Shown.of(path), errno.meaning, call, name);
  }
}
