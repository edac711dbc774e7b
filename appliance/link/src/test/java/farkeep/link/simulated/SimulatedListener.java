package farkeep.link.simulated;

import farkeep.link.carrier.Carrier;
import farkeep.link.carrier.Link;
import farkeep.link.carrier.LinkClosedException;
import farkeep.link.carrier.LinkSettings;
import farkeep.link.carrier.Pin;
import farkeep.objects.port.Tasks;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;

/// Where links arrive on a [SimulatedNetwork].
final class SimulatedListener implements Carrier.Listener {
  private final SimulatedNetwork network;
  private final InetSocketAddress address;
  private final Pin pin;
  private final Carrier.Admission admission;
  private final LinkSettings settings;
  private final Tasks.Monitor monitor;
  private final Queue<SimulatedLink> arrived = new ArrayDeque<>();
  private final List<SimulatedLink> kept = new ArrayList<>();
  private boolean closed;

  SimulatedListener(
      SimulatedNetwork network,
      InetSocketAddress address,
      Pin pin,
      Carrier.Admission admission,
      LinkSettings settings) {
    this.network = network;
    this.address = address;
    this.pin = pin;
    this.admission = admission;
    this.settings = settings;
    this.monitor = network.tasks.monitor();
  }

  Pin pin() {
    return pin;
  }

  LinkSettings settings() {
    return settings;
  }

  boolean offers(String protocol) {
    return admission.protocols().contains(protocol);
  }

  /// Takes a new link in, if there is room; the oldest of too many strangers makes it.
  boolean admit(SimulatedLink link) {
    List<SimulatedLink> strangers;
    int strangersMax = settings.counts().unauthenticatedMax();
    try (Tasks.Inside _ = monitor.inside()) {
      kept.removeIf(old -> !old.isOpen());
      if (closed || kept.size() >= settings.counts().linksMax()) return false;
      kept.add(link);
      arrived.add(link);
      strangers = kept.stream().filter(old -> !old.isAuthenticated()).toList();
      monitor.signalAll();
    }
    if (strangers.size() > strangersMax) strangers.getFirst().close();
    return true;
  }

  @Override
  public Link accept() throws LinkClosedException, InterruptedException {
    try (Tasks.Inside _ = monitor.inside()) {
      while (!closed && arrived.isEmpty()) monitor.await();
      if (closed) throw new LinkClosedException("the listener at " + address + " was closed");
      return arrived.remove();
    }
  }

  @Override
  public InetSocketAddress address() {
    return address;
  }

  @Override
  public void close() {
    network.unbind(this);
    List<SimulatedLink> links;
    try (Tasks.Inside _ = monitor.inside()) {
      closed = true;
      links = List.copyOf(kept);
      monitor.signalAll();
    }
    links.forEach(SimulatedLink::close);
  }
}
