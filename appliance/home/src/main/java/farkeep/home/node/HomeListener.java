package farkeep.home.node;

import farkeep.home.engine.HomeNode;
import farkeep.home.engine.Ports;
import farkeep.home.state.StateDirectory;
import farkeep.link.auth.AuthenticatedLink;
import farkeep.link.auth.Authenticator;
import farkeep.link.carrier.AddressText;
import farkeep.link.carrier.Carrier;
import farkeep.link.carrier.Link;
import farkeep.link.carrier.TlsIdentity;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.cert.CertificateEncodingException;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes boxes that dial home, and hands them over to whoever waits for one.
public final class HomeListener implements Closeable {
  private static final Logger LOG = LoggerFactory.getLogger(HomeListener.class);
  private static final String CERTIFICATE = "listener.crt";
  private static final String KEY = "listener.key";

  private final HomeNode node;
  private final Network network;
  private final Ports ports;
  private final Carrier.Listener listener;

  /// Begins to listen.
  ///
  /// @param state where the listener's certificate and key lie; made at the first time
  public HomeListener(
      InetSocketAddress address, HomeNode node, Network network, StateDirectory state, Ports ports)
      throws IOException {
    this.node = node;
    this.network = network;
    this.ports = ports;
    this.listener = network.carrier().listen(address, identity(state, ports), this::protocols);
    ports.tasks().start("listen", this::accept);
  }

  private Set<String> protocols() {
    return network.arrivals().isPairing()
        ? Set.of(Carrier.FARKEEP, Carrier.PAIRING)
        : Set.of(Carrier.FARKEEP);
  }

  private static TlsIdentity identity(StateDirectory state, Ports ports) throws IOException {
    Optional<byte[]> certificate = state.read(CERTIFICATE);
    Optional<byte[]> key = state.read(KEY);
    if (certificate.isPresent() && key.isPresent()) {
      return TlsIdentity.ofEncoded(certificate.get(), key.get());
    }
    TlsIdentity fresh = TlsIdentity.generate(ports.randomness(), ports.clocks().wall());
    try {
      state.write(CERTIFICATE, fresh.certificate().getEncoded());
    } catch (CertificateEncodingException e) {
      throw new IOException("the new certificate can't be encoded", e);
    }
    state.write(KEY, fresh.key().getEncoded());
    return fresh;
  }

  private void accept() throws InterruptedException {
    try {
      while (true) {
        Link link = listener.accept();
        ports.tasks().start("arrival", () -> receive(link));
      }
    } catch (IOException e) {
      LOG.debug("listener closed", e);
    }
  }

  private void receive(Link link) throws InterruptedException {
    if (link.protocol().equals(Carrier.PAIRING)) {
      if (!network.arrivals().offerPairing(link)) link.close();
      return;
    }
    try {
      Authenticator authenticator = Network.authenticator(node.vault(), ports);
      AuthenticatedLink known = authenticator.run(link);
      LOG.info("box dialled home address={}", AddressText.shown(link.peerAddress()));
      network.arrivals().offer(known);
    } catch (IOException | RuntimeException e) {
      // Whatever it was, it ends this link only, and leaves none open.
      LOG.info(
          "caller refused address={} reason=\"{}\"",
          AddressText.shown(link.peerAddress()),
          e.getMessage());
      link.close();
    }
  }

  /// Where it listens, with the real port.
  public InetSocketAddress address() {
    return listener.address();
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }
}
