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
import java.time.Duration;
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
  public Link dial(InetSocketAddress to, Expected expected, String protocol)
      throws IOException, InterruptedException {
    InetAddress host = to.getAddress();
    if (host == null || network.cutSince(address, host) != null) {
      network.tasks.sleep(settings.times().handshakeMax());
      throw new IOException(to + " did not answer within " + settings.times().handshakeMax());
    }
    network.tasks.sleep(network.delay().multipliedBy(2));
    SimulatedListener listener =
        network
            .listenerAt(to)
            .orElseThrow(() -> new IOException("nobody listens at " + to + "; is it switched on?"));
    if (!listener.offers(protocol)) {
      throw new ProtocolNotOfferedException(to + " does not offer " + protocol + " now");
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

  /// Waits as long as a byte takes to the peer and back.
  Duration roundTrip() {
    return network.delay().multipliedBy(2);
  }

  @Override
  public void close() {
    List.copyOf(listeners).forEach(SimulatedListener::close);
    List.copyOf(dialled).forEach(Link::close);
  }
}
