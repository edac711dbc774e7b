package farkeep.link.simulated;

import farkeep.link.carrier.Carrier;
import farkeep.link.carrier.Link;
import farkeep.link.carrier.LinkClosedException;
import farkeep.link.carrier.LinkSettings;
import farkeep.link.carrier.PinMismatchException;
import farkeep.link.carrier.ProtocolNotOfferedException;
import farkeep.link.carrier.TlsIdentity;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;

/// The carrier of one host of a [SimulatedNetwork].
public final class SimulatedCarrier implements Carrier {
  private final SimulatedNetwork network;
  private final InetAddress address;
  private final LinkSettings settings;
  private final List<SimulatedListener> listeners = new ArrayList<>();
  private final List<Link> dialled = new ArrayList<>();

  SimulatedCarrier(SimulatedNetwork network, InetAddress address, LinkSettings settings) {
    this.network = network;
    this.address = address;
    this.settings = settings;
  }

  /// This host's address.
  public InetAddress address() {
    return address;
  }

  LinkSettings settings() {
    return settings;
  }

  @Override
  public Link dial(InetSocketAddress named, Expected expected, String protocol)
      throws IOException, InterruptedException {
    InetSocketAddress to = network.resolve(named).orElse(named);
    InetAddress host = to.getAddress();
    if (host == null || network.cutSince(address, host) != null) {
      network.tasks.sleep(settings.times().handshakeMax());
      throw new IOException(
          "%s did not answer within %d s; check that it is on and reachable"
              .formatted(to, settings.times().handshakeMax().toSeconds()));
    }
    network.tasks.sleep(network.delay().multipliedBy(2));
    SimulatedListener listener =
        network
            .listenerAt(to)
            .orElseThrow(
                () -> new IOException("nobody listens at " + to + "; check that it is on"));
    if (!listener.offers(protocol)) {
      String why = protocol.equals(PAIRING) ? "its pairing window is closed" : "update it";
      throw new ProtocolNotOfferedException(
          "%s does not offer %s now; %s".formatted(to, protocol, why));
    }
    if (expected instanceof Expected.OneOf(var pins) && !pins.contains(listener.pin())) {
      throw new PinMismatchException(
          to + " answered as " + listener.pin() + ", expected was one of " + pins);
    }
    Wire wire = new Wire(network, settings, listener.settings(), listener.pin(), protocol);
    SimulatedLink mine = new SimulatedLink(wire, Wire.DIALLER, network.freePort(address), to);
    SimulatedLink theirs = new SimulatedLink(wire, Wire.LISTENER, to, mine.localAddress());
    wire.setHosts(address, host);
    if (!listener.admit(theirs)) {
      throw new LinkClosedException(to + " has no room for another link; dialling again later");
    }
    network.add(wire);
    dialled.add(mine);
    return mine;
  }

  @Override
  public Listener listen(InetSocketAddress at, TlsIdentity identity, Admission admission)
      throws IOException {
    InetSocketAddress real =
        at.getPort() == 0
            ? network.freePort(address)
            : new InetSocketAddress(address, at.getPort());
    SimulatedListener listener =
        new SimulatedListener(network, real, identity.pin(), admission, settings);
    if (!network.bind(listener)) throw new BindException(real + " is taken");
    listeners.add(listener);
    return listener;
  }

  @Override
  public void close() {
    List.copyOf(listeners).forEach(SimulatedListener::close);
    List.copyOf(dialled).forEach(Link::close);
  }
}
