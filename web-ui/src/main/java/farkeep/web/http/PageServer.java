package farkeep.web.http;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeoutException;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.io.ArrayByteBufferPool;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.util.thread.ScheduledExecutorScheduler;

/// An HTTP/1.1 server for a few pages in a house, within [Bounds]. Safe for many threads.
public final class PageServer implements Closeable {
  private static final long BUFFERS_BYTES_MAX = 2L << 20;
  private static final int STOP_MILLIS = 1000;

  private final Server server;
  private final InetSocketAddress address;

  private PageServer(Server server, InetSocketAddress address) {
    this.server = server;
    this.address = address;
  }

  /// What a server needs to know of its pages.
  ///
  /// @param names it answers to
  /// @param clock what requests are counted by
  /// @param texts the line that says why a request is refused
  /// @param pages answers every request that the rules let through; runs on a virtual thread
  public record Site(
      HostNames names,
      InstantSource clock,
      BiFunction<Request, Refusal, String> texts,
      Handler pages) {}

  /// Begins to answer private addresses.
  ///
  /// @throws IOException the address can't be bound; the message names it
  public static PageServer start(InetSocketAddress listen, Site site) throws IOException {
    return start(listen, site, ClientAddress::isPrivate);
  }

  static PageServer start(InetSocketAddress listen, Site site, Predicate<InetAddress> welcome)
      throws IOException {
    Server server = new Server(threads(), scheduler(), buffers());
    ServerConnector connector =
        new ServerConnector(server, 1, 1, new HttpConnectionFactory(configuration()));
    connector.setHost(listen.getAddress().getHostAddress());
    connector.setPort(listen.getPort());
    connector.setIdleTimeout(Bounds.IDLE_MAX.toMillis());
    connector.setAcceptQueueSize(Bounds.CONNECTIONS_MAX);
    connector.addBean(new ConnectionBounds(welcome, server.getScheduler()));
    server.addConnector(connector);
    server.setErrorHandler(new PlainErrors());
    server.setStopTimeout(STOP_MILLIS);
    server.setHandler(new Guard(site.names(), site.clock(), site.texts(), site.pages()));
    try {
      server.start();
    } catch (Exception e) {
      stop(server);
      throw new IOException("the page can't listen on %s: %s".formatted(listen, e.getMessage()), e);
    }
    return new PageServer(
        server, new InetSocketAddress(listen.getAddress(), connector.getLocalPort()));
  }

  private static QueuedThreadPool threads() {
    QueuedThreadPool threads = new QueuedThreadPool(Bounds.THREADS_MAX, 3, 60_000);
    threads.setName("page");
    threads.setDaemon(true);
    threads.setReservedThreads(0);
    threads.setVirtualThreadsExecutor(
        Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("page").factory()));
    return threads;
  }

  private static ScheduledExecutorScheduler scheduler() {
    return new ScheduledExecutorScheduler("page clock", true);
  }

  private static ArrayByteBufferPool buffers() {
    return new ArrayByteBufferPool(0, 1024, 64 * 1024, 64, BUFFERS_BYTES_MAX, BUFFERS_BYTES_MAX);
  }

  private static HttpConfiguration configuration() {
    HttpConfiguration http = new HttpConfiguration();
    http.setSendServerVersion(false);
    http.setSendXPoweredBy(false);
    http.setRequestHeaderSize(Bounds.HEADER_BYTES_MAX);
    http.setResponseHeaderSize(4 * 1024);
    http.setOutputBufferSize(16 * 1024);
    http.setInputBufferSize(Bounds.HEADER_BYTES_MAX);
    http.setHttpCompliance(HttpCompliance.RFC9110);
    http.setUriCompliance(UriCompliance.DEFAULT);
    http.setRelativeRedirectAllowed(true);
    http.setMaxUnconsumedRequestContentReads(4);
    return http;
  }

  private static void stop(Server server) throws IOException {
    try {
      server.stop();
    } catch (Exception e) {
      if (e instanceof TimeoutException && e.getSuppressed().length == 0) {
        return; // all that Jetty complains of is requests that it had to cut off
      }
      throw new IOException("the page's server did not stop", e);
    }
  }

  /// Where it listens, with the port it got.
  public InetSocketAddress address() {
    return address;
  }

  /// Stops; requests under way are cut off after a second.
  @Override
  public void close() throws IOException {
    stop(server);
  }
}
