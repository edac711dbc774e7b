package farkeep.web.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.AbstractConnection;
import org.eclipse.jetty.io.ByteArrayEndPoint;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.util.thread.ScheduledExecutorScheduler;
import org.junit.jupiter.api.Test;

class ConnectionBoundsTest {
  private final LaterScheduler later = new LaterScheduler();
  private final ConnectionBounds bounds = new ConnectionBounds(ClientAddress::isPrivate, later);

  /// Keeps what is to be done later, until a test lets it come.
  private static final class LaterScheduler extends ScheduledExecutorScheduler {
    private final List<Runnable> tasks = new ArrayList<>();
    private final List<Duration> delays = new ArrayList<>();

    @Override
    public Task schedule(Runnable task, long delay, TimeUnit unit) {
      tasks.add(task);
      delays.add(Duration.of(delay, unit.toChronoUnit()));
      return () -> tasks.remove(task);
    }
  }

  private static Connection from(String client) {
    ByteArrayEndPoint end =
        new ByteArrayEndPoint() {
          @Override
          public SocketAddress getRemoteSocketAddress() {
            return new InetSocketAddress(InetAddress.ofLiteral(client), 40_000);
          }
        };
    return new AbstractConnection(end, Runnable::run) {
      @Override
      public void onFillable() {}
    };
  }

  private Connection opened(String client) {
    Connection connection = from(client);
    bounds.onOpened(connection);
    return connection;
  }

  @Test
  void a_connection_ends_when_it_is_old_whatever_it_does() {
    Connection connection = opened("192.168.1.7");
    assertThat(connection.getEndPoint().isOpen()).isTrue();
    assertThat(later.delays).containsExactly(Bounds.CONNECTION_MAX);
    later.tasks.getFirst().run();
    assertThat(connection.getEndPoint().isOpen()).isFalse();
  }

  @Test
  void nothing_is_left_of_a_connection_that_has_gone() {
    Connection connection = opened("192.168.1.7");
    bounds.onClosed(connection);
    assertThat(later.tasks).isEmpty();
    for (int i = 0; i < Bounds.CONNECTIONS_OF_CLIENT_MAX; i++) {
      assertThat(opened("192.168.1.7").getEndPoint().isOpen()).isTrue();
    }
    assertThat(opened("192.168.1.7").getEndPoint().isOpen()).isFalse();
  }

  @Test
  void who_is_not_of_the_house_is_let_go_at_once() {
    assertThat(opened("203.0.113.9").getEndPoint().isOpen()).isFalse();
    assertThat(opened("2001:db8::9").getEndPoint().isOpen()).isFalse();
    assertThat(later.tasks).isEmpty();
  }
}
