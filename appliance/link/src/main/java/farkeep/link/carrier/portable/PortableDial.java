package farkeep.link.carrier.portable;

import farkeep.link.carrier.CarrierPorts;
import farkeep.link.carrier.DialFailure;
import farkeep.link.carrier.Link;
import farkeep.link.carrier.LinkSettings;
import farkeep.link.carrier.Pin;
import farkeep.link.carrier.PinnedTrust;
import farkeep.objects.port.Tasks;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tech.kwik.agent15.TlsConstants;
import tech.kwik.core.ConnectionEstablishedEvent;
import tech.kwik.core.ConnectionListener;
import tech.kwik.core.ConnectionTerminatedEvent;
import tech.kwik.core.QuicClientConnection;
import tech.kwik.core.impl.QuicClientConnectionImpl;

/// One dial, and what its link later asks and tells: each has a socket of its own.
final class PortableDial
    implements PortableLink.LinkEvents, ConnectionListener, KwikSocket.Filter, Traffic {
  /// What callers tell in clear as the name they look for: says nothing.
  private static final String NAME = "farkeep";

  /// TLS alert "no application protocol" as a QUIC error (RFC 9001, section 4.8).
  private static final long NO_APPLICATION_PROTOCOL = 0x100 + 120;

  /// kwik's connection window is this often its stream window, until the latter is set.
  private static final long WINDOW_FACTOR = 10;

  /// For how long the other side's reason is waited for once kwik has given up: kwik tells of both,
  /// from two threads, in either order.
  private static final Duration REASON_MAX = Duration.ofSeconds(2);

  private static final Duration LOOK = Duration.ofMillis(1);
  private static final int LOOKS_MAX = 1000;

  private final LinkSettings settings;
  private final CarrierPorts ports;
  private final DialFailure failure;
  private final Consumer<Link> ended;
  private final PinnedTrust trust;
  private final Tasks.Monitor monitor;
  private final AtomicLong received = new AtomicLong();
  private final AtomicLong sent = new AtomicLong();

  /// Set before the handshake begins.
  private @Nullable PortableLink link;

  /// Guarded by the monitor.
  private boolean established;

  /// Guarded by the monitor.
  private @Nullable Exception failed;

  /// Guarded by the monitor.
  private @Nullable ConnectionTerminatedEvent terminated;

  /// Waits in kwik.
  private volatile @Nullable Thread connecting;

  /// @param ended told when the link has ended
  PortableDial(
      LinkSettings settings, CarrierPorts ports, DialFailure failure, Consumer<Link> ended) {
    this.settings = settings;
    this.ports = ports;
    this.failure = failure;
    this.ended = ended;
    this.trust = new PinnedTrust(failure.expected());
    this.monitor = ports.tasks().monitor();
  }

  /// Dials and waits for the end of the handshake.
  Link connect() throws IOException, InterruptedException {
    QuicClientConnectionImpl connection = (QuicClientConnectionImpl) connection();
    LinkSettings.Windows windows = settings.windows();
    connection.setDefaultBidirectionalStreamReceiveBufferSize(windows.streamBytes());
    connection.setDefaultUnidirectionalStreamReceiveBufferSize(
        PortableListener.UNIDIRECTIONAL_BYTES);
    PortableLink made = new PortableLink(new KwikConnection(connection), settings, ports, this);
    link = made;
    connection.setPeerInitiatedStreamCallback(made::arrived);
    connection.setConnectionListener(this);
    ports.tasks().start("dial " + failure.address(), () -> connect(connection));
    boolean done = false;
    try {
      await();
      if (!trust.accepts()) {
        throw new IOException("the listener at " + failure.shown() + " did not prove its key");
      }
      made.begin();
      done = true;
      return made;
    } finally {
      if (!done) abandon(made);
    }
  }

  private QuicClientConnection connection() throws IOException {
    LinkSettings.Times times = settings.times();
    return QuicClientConnection.newBuilder()
        .host(NAME)
        .proxy(failure.address().getAddress().getHostAddress())
        .port(failure.address().getPort())
        .applicationProtocol(failure.protocol())
        .connectTimeout(times.handshakeMax())
        .maxIdleTimeout(times.idleMax())
        .defaultStreamReceiveBufferSize(settings.windows().linkBytes() / WINDOW_FACTOR)
        .maxOpenPeerInitiatedBidirectionalStreams(settings.counts().streamsMax())
        .maxOpenPeerInitiatedUnidirectionalStreams(PortableListener.UNIDIRECTIONAL_STREAMS_MAX)
        .cipherSuite(TlsConstants.CipherSuite.TLS_AES_128_GCM_SHA256)
        .cipherSuite(TlsConstants.CipherSuite.TLS_CHACHA20_POLY1305_SHA256)
        // Without the first, kwik checks names; the second then judges by the pin.
        .noServerCertificateCheck()
        .customTrustManager(trust)
        .socketFactory(_ -> new KwikSocket(new InetSocketAddress(0), ports.tasks(), this))
        .build();
  }

  /// In a task of its own, since kwik waits without the ports.
  private void connect(QuicClientConnection connection) {
    connecting = Thread.currentThread();
    try {
      connection.connect();
      change(() -> established = true);
    } catch (IOException | RuntimeException e) {
      change(() -> failed = e);
    } finally {
      connecting = null;
    }
  }

  private void abandon(PortableLink made) {
    Thread thread = connecting;
    if (thread != null) thread.interrupt();
    made.close();
  }

  private void change(Runnable change) {
    try (Tasks.Inside _ = monitor.inside()) {
      change.run();
      monitor.signalAll();
    }
  }

  private void await() throws IOException, InterruptedException {
    try (Tasks.Inside _ = monitor.inside()) {
      while (!established) {
        // After a refusal, kwik goes on for a while before it gives up.
        if (failed != null && saysOtherClosed(failed)) awaitReason();
        if (failed != null || terminated != null) throw explain();
        monitor.await();
      }
    }
  }

  private static boolean saysOtherClosed(Exception failed) {
    return String.valueOf(failed.getMessage()).contains("closed connection");
  }

  private void awaitReason() throws InterruptedException {
    boolean inTime = true;
    while (terminated == null && inTime) inTime = monitor.await(REASON_MAX);
  }

  private IOException explain() {
    if (trust.seen().isPresent() && !trust.accepts()) {
      return failure.wrongPin(trust.seen().get());
    }
    ConnectionTerminatedEvent event = terminated;
    if (event != null && event.hasTransportError()) {
      long code = event.transportErrorCode();
      if (code == NO_APPLICATION_PROTOCOL) return failure.notOffered();
      if (code == ForgedPackets.REFUSED_CODE) return failure.refused();
    }
    if (event != null) return failure.other(new IOException(event.errorDescription()));
    String why = String.valueOf(failed == null ? null : failed.getMessage());
    if (why.contains("VersionNegotiationFailure")) return failure.otherVersion();
    if (why.contains("timed out")) return failure.nobodyAnswered(handshakeMax());
    return failure.other(failed == null ? new IOException("closed") : failed);
  }

  private Duration handshakeMax() {
    return settings.times().handshakeMax();
  }

  @Override
  public void connected(ConnectionEstablishedEvent event) {
    // The task that dialled says so.
  }

  @Override
  public void disconnected(ConnectionTerminatedEvent event) {
    change(() -> {
      if (terminated == null) terminated = event;
    });
    PortableLink made = link;
    if (made != null) made.disconnected(event);
  }

  @Override
  public boolean lets(DatagramPacket datagram) {
    if (!datagram.getSocketAddress().equals(failure.address())) return false;
    if (received.incrementAndGet() == 1) letKwikWait();
    return true;
  }

  /// kwik remembers its first message only after it has sent it. A Retry that is quicker finds
  /// none.
  private void letKwikWait() {
    try {
      Thread thread = connecting;
      for (int i = 0; i < LOOKS_MAX && thread != null; i++) {
        if (thread.getState() == Thread.State.TIMED_WAITING) return;
        ports.tasks().sleep(LOOK);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public boolean sends(DatagramPacket datagram) {
    sent.incrementAndGet();
    return true;
  }

  @Override
  public long received() {
    return received.get();
  }

  @Override
  public long sent() {
    return sent.get();
  }

  @Override
  public Traffic traffic() {
    return this;
  }

  @Override
  public Pin listenerPin() {
    return trust.seen().orElseThrow();
  }

  @Override
  public String protocol() {
    return failure.protocol();
  }

  @Override
  public InetSocketAddress peerAddress() {
    return failure.address();
  }

  @Override
  public boolean dialled() {
    return true;
  }

  @Override
  public void authenticated() {
    // Only listeners count who is not.
  }

  @Override
  public void ended(PortableLink link) {
    ended.accept(link);
  }
}
