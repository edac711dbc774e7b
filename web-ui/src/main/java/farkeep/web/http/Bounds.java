package farkeep.web.http;

import java.time.Duration;

/// What one page server spends at most, however it is asked.
public final class Bounds {
  /// Open connections. A further one is closed at once.
  public static final int CONNECTIONS_MAX = 32;

  /// Open connections of one client. A further one is closed at once. A browser opens 6 to one
  /// host, and may open the next before the end of the last has been heard of.
  public static final int CONNECTIONS_OF_CLIENT_MAX = 8;

  /// Requests of one client in a second, and at once after a rest.
  public static final int REQUESTS_PER_SECOND_MAX = 10;

  /// Clients whose requests are counted; the one that was silent longest is forgotten.
  public static final int CLIENTS_COUNTED_MAX = 256;

  /// Request line and header fields together.
  public static final int HEADER_BYTES_MAX = 8 * 1024;

  /// The body of a request.
  public static final int BODY_BYTES_MAX = 16 * 1024;

  /// Fields of a form.
  public static final int FIELDS_MAX = 32;

  /// After so long without a byte a connection is closed.
  public static final Duration IDLE_MAX = Duration.ofSeconds(10);

  /// After so long a connection is closed, whatever it does: nobody holds one by trickling bytes.
  public static final Duration CONNECTION_MAX = Duration.ofMinutes(3);

  /// Platform threads: one accepts, one selects, the others begin what virtual threads go on with.
  static final int THREADS_MAX = 6;

  private Bounds() {}
}
