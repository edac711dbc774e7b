package farkeep.link.carrier.portable;

import farkeep.link.carrier.Carrier;
import farkeep.link.carrier.CarrierPorts;
import farkeep.link.carrier.Doorkeeper;
import farkeep.link.carrier.Link;
import farkeep.link.carrier.LinkClosedException;
import farkeep.link.carrier.LinkSettings;
import farkeep.link.carrier.Pin;
import farkeep.link.carrier.TlsIdentity;
import farkeep.objects.port.Mailbox;
import farkeep.objects.port.Tasks;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tech.kwik.core.ConnectionEstablishedEvent;
import tech.kwik.core.ConnectionListener;
import tech.kwik.core.ConnectionTerminatedEvent;
import tech.kwik.core.QuicConnection;
import tech.kwik.core.QuicStream;
import tech.kwik.core.impl.QuicConnectionImpl;
import tech.kwik.core.log.NullLogger;
import tech.kwik.core.server.ApplicationProtocolConnection;
import tech.kwik.core.server.ApplicationProtocolConnectionFactory;
import tech.kwik.core.server.ServerConnection;
import tech.kwik.core.server.ServerConnectionConfig;
import tech.kwik.core.server.ServerConnector;

/// Takes calls on one UDP port.
final class PortableListener implements Carrier.Listener {
  private static final Logger LOG = LoggerFactory.getLogger(PortableListener.class);

  /// For signs of life.
  static final int UNIDIRECTIONAL_STREAMS_MAX = 1;

  static final int UNIDIRECTIONAL_BYTES = 1 << 10;

  /// How long a listener that closes waits for kwik to tell all its callers.
  private static final Duration FAREWELL_MAX = Duration.ofSeconds(1);

  private static final String ALIAS = "farkeep";
  private static final int CONNECTION_ID_BYTES = 8;

  private final LinkSettings settings;
  private final CarrierPorts ports;
  private final Pin pin;
  private final Carrier.Admission admission;
  private final Consumer<Carrier.Listener> closed;
  private final Mailbox<PortableLink> established;
  private final Set<PortableLink> links = ConcurrentHashMap.newKeySet();
  private final Gate gate;
  private final KwikSocket socket;
  private final InetSocketAddress address;
  private final ServerConnector kwik;
  private final Tasks.Monitor monitor;
  private boolean ended;

  /// @param closed told when this listener is closed
  PortableListener(
      InetSocketAddress address,
      TlsIdentity identity,
      Carrier.Admission admission,
      LinkSettings settings,
      CarrierPorts ports,
      Consumer<Carrier.Listener> closed)
      throws IOException {
    this.settings = settings;
    this.ports = ports;
    this.pin = identity.pin();
    this.admission = admission;
    this.closed = closed;
    this.monitor = ports.tasks().monitor();
    this.established = new Mailbox<>(ports.tasks(), settings.counts().linksMax());
    Doorkeeper doorkeeper = new Doorkeeper(settings.counts(), ports.tasks(), ports.clocks());
    this.gate =
        new Gate(doorkeeper, settings.times(), ports.clocks(), ports.tasks(), new Outside());
    this.socket = new KwikSocket(address, ports.tasks(), new Callers());
    this.address = (InetSocketAddress) socket.getLocalSocketAddress();
    this.kwik = connector(identity);
    kwik.start();
  }

  private ServerConnector connector(TlsIdentity identity) throws IOException {
    LinkSettings.Windows windows = settings.windows();
    ServerConnectionConfig config =
        ServerConnectionConfig.builder()
            .maxIdleTimeout((int) settings.times().idleMax().toMillis())
            .maxConnectionBufferSize(windows.linkBytes())
            .maxBidirectionalStreamBufferSize(windows.streamBytes())
            .maxUnidirectionalStreamBufferSize(UNIDIRECTIONAL_BYTES)
            .maxOpenPeerInitiatedBidirectionalStreams(settings.counts().streamsMax())
            .maxOpenPeerInitiatedUnidirectionalStreams(UNIDIRECTIONAL_STREAMS_MAX)
            .connectionIdLength(CONNECTION_ID_BYTES)
            .retryRequired(true)
            .build();
    try {
      char[] password = {};
      KeyStore keys = KeyStore.getInstance("PKCS12");
      keys.load(null, null);
      Certificate[] chain = {identity.certificate()};
      keys.setKeyEntry(ALIAS, identity.key(), password, chain);
      return ServerConnector.builder()
          .withSocket(socket)
          .withKeyStore(keys, ALIAS, password, "secp256r1")
          .withConfiguration(config)
          .withLogger(new NullLogger())
          .build();
    } catch (GeneralSecurityException e) {
      socket.close();
      throw new IOException("kwik can't listen with this certificate: " + e.getMessage(), e);
    }
  }

  @Override
  public Link accept() throws LinkClosedException, InterruptedException {
    return established
        .take()
        .orElseThrow(() -> new LinkClosedException("this side no longer listens"));
  }

  @Override
  public InetSocketAddress address() {
    return address;
  }

  @Override
  public void close() {
    established.close();
    gate.shut();
    links.forEach(PortableLink::close);
    ports.tasks().start("close listener at " + address, this::end);
    awaitEnd();
    socket.release();
    closed.accept(this);
  }

  private void awaitEnd() {
    try (Tasks.Inside _ = monitor.inside()) {
      if (!ended) monitor.await(FAREWELL_MAX);
    } catch (InterruptedException e) {
      ports.tasks().cancelSelf();
    }
  }

  /// Waits, for half a minute at most, until kwik has ended its connections.
  private void end() {
    kwik.close();
    try (Tasks.Inside _ = monitor.inside()) {
      ended = true;
      monitor.signalAll();
    }
  }

  /// What the gate asks of the network and of kwik.
  private final class Outside implements Gate.Door {
    @Override
    public void send(DatagramPacket datagram) {
      socket.sendPast(datagram);
    }

    /// Offers what is admitted now. kwik reads its list when the caller's first message is there,
    /// and gets that message only after this.
    @Override
    public void handshakeBegins() {
      Set<String> admitted = admission.protocols();
      Set<String> offered = kwik.getRegisteredApplicationProtocols();
      if (offered.equals(admitted)) return;
      offered.retainAll(admitted);
      for (String protocol : admitted) {
        if (!offered.contains(protocol)) kwik.registerApplicationProtocol(protocol, new Links());
      }
    }
  }

  /// What kwik's socket lets through.
  private final class Callers implements KwikSocket.Filter {
    @Override
    public Optional<DatagramPacket> forged() {
      return gate.forged();
    }

    @Override
    public boolean lets(DatagramPacket datagram) {
      return gate.lets(datagram);
    }

    @Override
    public boolean sends(DatagramPacket datagram) throws IOException {
      return gate.sends(datagram);
    }
  }

  /// Makes a link of each connection whose handshake is done.
  private final class Links implements ApplicationProtocolConnectionFactory {
    @Override
    public @Nullable ApplicationProtocolConnection createConnection(
        String protocol, QuicConnection connection) {
      InetSocketAddress from = ((ServerConnection) connection).getInitialRemoteAddress();
      Optional<Caller> caller = gate.established(from);
      if (caller.isEmpty()) {
        connection.close();
        return null;
      }
      return new Arrival(protocol, caller.get(), (QuicConnectionImpl) connection);
    }

    @Override
    public int maxConcurrentPeerInitiatedUnidirectionalStreams() {
      return UNIDIRECTIONAL_STREAMS_MAX;
    }

    @Override
    public int maxConcurrentPeerInitiatedBidirectionalStreams() {
      return settings.counts().streamsMax();
    }
  }

  private final class Arrival
      implements ApplicationProtocolConnection, ConnectionListener, PortableLink.LinkEvents {
    private final String protocol;
    private final Caller caller;
    private final PortableLink link;

    Arrival(String protocol, Caller caller, QuicConnectionImpl connection) {
      this.protocol = protocol;
      this.caller = caller;
      this.link = new PortableLink(new KwikConnection(connection), settings, ports, this);
      links.add(link);
      connection.setConnectionListener(this);
      link.begin();
      caller.canBeShownOut(link::close);
      if (established.offer(link)) return;
      LOG.debug("nobody takes links; closing {}", link);
      link.close();
    }

    @Override
    public void acceptPeerInitiatedStream(QuicStream stream) {
      link.arrived(stream);
    }

    @Override
    public void connected(ConnectionEstablishedEvent event) {
      // It is made of an established connection.
    }

    @Override
    public void disconnected(ConnectionTerminatedEvent event) {
      link.disconnected(event);
    }

    @Override
    public Pin listenerPin() {
      return pin;
    }

    @Override
    public String protocol() {
      return protocol;
    }

    @Override
    public InetSocketAddress peerAddress() {
      return caller.address();
    }

    @Override
    public boolean dialled() {
      return false;
    }

    @Override
    public Traffic traffic() {
      return caller;
    }

    @Override
    public void authenticated() {
      caller.authenticated();
    }

    @Override
    public void ended(PortableLink ended) {
      links.remove(ended);
      gate.ended(caller);
    }
  }
}
