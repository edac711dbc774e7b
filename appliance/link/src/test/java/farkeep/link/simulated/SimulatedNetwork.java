package farkeep.link.simulated;

import farkeep.link.carrier.LinkSettings;
import farkeep.objects.port.Clocks;
import farkeep.objects.port.Randomness;
import farkeep.objects.port.Tasks;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Hosts that dial each other. Bytes arrive in order, after a delay, in pieces of random length.
public final class SimulatedNetwork {
  final Tasks tasks;
  final Clocks clocks;
  final Randomness randomness;
  private final Tasks.Monitor monitor;
  private final Map<InetSocketAddress, SimulatedListener> listeners = new HashMap<>();
  private final Map<InetAddress, Duration> cutSince = new HashMap<>();
  private final Map<String, InetAddress> names = new HashMap<>();
  private final List<Wire> wires = new ArrayList<>();
  private Duration delay = Duration.ZERO;
  private int nextPort = 50_000;
  private int nextHost = 1;

  /// @param randomness decides how bytes are cut into pieces
  public SimulatedNetwork(Tasks tasks, Clocks clocks, Randomness randomness) {
    this.tasks = tasks;
    this.clocks = clocks;
    this.randomness = randomness;
    this.monitor = tasks.monitor();
  }

  /// A carrier on a host of its own, with an address of its own.
  ///
  /// @param name shown in addresses
  public SimulatedCarrier host(String name, LinkSettings settings) {
    try (Tasks.Inside _ = monitor.inside()) {
      int number = nextHost++;
      byte[] bytes = {10, 0, (byte) (number >> 8), (byte) number};
      InetAddress address = InetAddress.getByAddress(name, bytes);
      names.put(name, address);
      return new SimulatedCarrier(this, address, settings);
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e);
    }
  }

  /// A host that was switched off, switched on again at the same address.
  public SimulatedCarrier again(SimulatedCarrier before) {
    return new SimulatedCarrier(this, before.address(), before.settings());
  }

  /// From now on every byte takes this long from one host to another.
  public void setDelay(Duration oneWay) {
    try (Tasks.Inside _ = monitor.inside()) {
      delay = oneWay;
    }
  }

  /// Lets nothing through to or from a host any more. Its links stay until they have been idle for
  /// too long; what was sent meanwhile arrives when the path is mended.
  public void cut(SimulatedCarrier host) {
    try (Tasks.Inside _ = monitor.inside()) {
      cutSince.putIfAbsent(host.address(), clocks.running());
    }
    allWires().forEach(Wire::wake);
  }

  /// Ends [#cut].
  public void mend(SimulatedCarrier host) {
    allWires().forEach(Wire::closeIfIdle);
    try (Tasks.Inside _ = monitor.inside()) {
      cutSince.remove(host.address());
    }
    allWires().forEach(Wire::wake);
  }

  /// What others see when a host is gone without a word: it listens nowhere, nothing comes through
  /// on its links any more, and the other ends notice when they have been idle for too long.
  public void vanish(SimulatedCarrier host) {
    stopListening(host);
    for (Wire wire : allWires()) {
      if (wire.touches(host.address())) wire.lose();
    }
  }

  /// Lets one direction of one stream of a host stand still for a while, if it has a link.
  ///
  /// @param seed which one
  public void stall(SimulatedCarrier host, Duration time, long seed) {
    for (Wire wire : allWires()) {
      if (!wire.touches(host.address())) continue;
      wire.stall(time, seed);
      return;
    }
  }

  /// What the network sees when a host loses its power: it listens nowhere and all its links end.
  public void crash(SimulatedCarrier host) {
    stopListening(host);
    breakLinks(host);
  }

  private void stopListening(SimulatedCarrier host) {
    try (Tasks.Inside _ = monitor.inside()) {
      listeners.keySet().removeIf(at -> at.getAddress().equals(host.address()));
    }
  }

  /// Ends all links of a host at once.
  public void breakLinks(SimulatedCarrier host) {
    for (Wire wire : allWires()) {
      if (wire.touches(host.address())) wire.close("the network broke it");
    }
  }

  private List<Wire> allWires() {
    try (Tasks.Inside _ = monitor.inside()) {
      return List.copyOf(wires);
    }
  }

  Duration delay() {
    try (Tasks.Inside _ = monitor.inside()) {
      return delay;
    }
  }

  /// Since when one of these hosts has been cut off.
  @Nullable Duration cutSince(InetAddress one, InetAddress other) {
    try (Tasks.Inside _ = monitor.inside()) {
      Duration first = cutSince.get(one);
      Duration second = cutSince.get(other);
      if (first == null || second == null) return first == null ? second : first;
      return first.compareTo(second) < 0 ? first : second;
    }
  }

  /// The address of a host that is given by number or by name.
  Optional<InetSocketAddress> resolve(InetSocketAddress to) {
    if (!to.isUnresolved()) return Optional.of(to);
    try (Tasks.Inside _ = monitor.inside()) {
      InetAddress named = names.get(to.getHostString());
      InetAddress address = named == null ? InetAddress.ofLiteral(to.getHostString()) : named;
      return Optional.of(new InetSocketAddress(address, to.getPort()));
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // nobody has this name
    }
  }

  InetSocketAddress freePort(InetAddress host) {
    try (Tasks.Inside _ = monitor.inside()) {
      return new InetSocketAddress(host, nextPort++);
    }
  }

  boolean bind(SimulatedListener listener) {
    try (Tasks.Inside _ = monitor.inside()) {
      return listeners.putIfAbsent(listener.address(), listener) == null;
    }
  }

  void unbind(SimulatedListener listener) {
    try (Tasks.Inside _ = monitor.inside()) {
      listeners.remove(listener.address(), listener);
    }
  }

  Optional<SimulatedListener> listenerAt(InetSocketAddress address) {
    try (Tasks.Inside _ = monitor.inside()) {
      return Optional.ofNullable(listeners.get(address));
    }
  }

  void add(Wire wire) {
    try (Tasks.Inside _ = monitor.inside()) {
      wires.add(wire);
    }
  }

  void remove(Wire wire) {
    try (Tasks.Inside _ = monitor.inside()) {
      wires.remove(wire);
    }
  }
}
