package farkeep.link.carrier.portable;

import farkeep.link.carrier.Carrier;
import farkeep.link.carrier.CarrierPorts;
import farkeep.link.carrier.DialFailure;
import farkeep.link.carrier.Link;
import farkeep.link.carrier.LinkSettings;
import farkeep.link.carrier.TlsIdentity;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// QUIC by kwik: pure Java, for machines that the native one has no library for. Same wire; slower,
/// and weaker against strangers: see `docs/decisions/0043-around-kwik.md`.
public final class PortableQuicCarrier implements Carrier {
  static {
    // kwik prints to the console that certificates go unchecked; they are checked by their pin.
    System.setProperty("tech.kwik.core.no-security-warnings", "true");
  }

  private final LinkSettings settings;
  private final CarrierPorts ports;
  private final Set<Link> dialled = ConcurrentHashMap.newKeySet();
  private final Set<Listener> listeners = ConcurrentHashMap.newKeySet();

  /// @param settings bounds and times
  public PortableQuicCarrier(LinkSettings settings, CarrierPorts ports) {
    this.settings = settings;
    this.ports = ports;
  }

  @Override
  public Listener listen(InetSocketAddress address, TlsIdentity identity, Admission admission)
      throws IOException {
    Listener listener =
        new PortableListener(address, identity, admission, settings, ports, listeners::remove);
    listeners.add(listener);
    return listener;
  }

  @Override
  public Link dial(InetSocketAddress address, Expected expected, String protocol)
      throws IOException, InterruptedException {
    InetSocketAddress resolved = DialFailure.resolve(address);
    DialFailure failure = new DialFailure(resolved, expected, protocol);
    Link link = new PortableDial(settings, ports, failure, dialled::remove).connect();
    dialled.add(link);
    // It may have ended before it was added.
    if (!link.isOpen()) dialled.remove(link);
    return link;
  }

  /// Ends all links and listeners.
  @Override
  public void close() throws IOException {
    dialled.forEach(Link::close);
    for (Listener listener : listeners) listener.close();
  }
}
