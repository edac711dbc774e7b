package farkeep.web.http;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.util.thread.Scheduler;

/// Closes connections that are too many, too old, or from outside the house. Safe for many threads.
final class ConnectionBounds implements Connection.Listener {
  private final Map<Connection, InetAddress> open = new HashMap<>();
  private final Map<Connection, Scheduler.Task> ends = new HashMap<>();
  private final Predicate<InetAddress> welcome;
  private final Scheduler scheduler;

  ConnectionBounds(Predicate<InetAddress> welcome, Scheduler scheduler) {
    this.welcome = welcome;
    this.scheduler = scheduler;
  }

  @Override
  public void onOpened(Connection connection) {
    if (!admits(connection)) {
      connection.getEndPoint().close();
      return;
    }
    Scheduler.Task end =
        scheduler.schedule(
            () -> connection.getEndPoint().close(),
            Bounds.CONNECTION_MAX.toMillis(),
            TimeUnit.MILLISECONDS);
    synchronized (this) {
      if (open.containsKey(connection)) ends.put(connection, end);
      else end.cancel();
    }
  }

  private synchronized boolean admits(Connection connection) {
    if (!(connection.getEndPoint().getRemoteSocketAddress() instanceof InetSocketAddress remote)) {
      return false;
    }
    InetAddress address = remote.getAddress();
    if (address == null || !welcome.test(address)) return false;
    long ofClient = open.values().stream().filter(address::equals).count();
    if (open.size() >= Bounds.CONNECTIONS_MAX) return false;
    if (ofClient >= Bounds.CONNECTIONS_OF_CLIENT_MAX) return false;
    open.put(connection, address);
    return true;
  }

  @Override
  public synchronized void onClosed(Connection connection) {
    open.remove(connection);
    Scheduler.Task end = ends.remove(connection);
    if (end != null) end.cancel();
  }
}
