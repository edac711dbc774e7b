package farkeep.link.simulated;

import farkeep.link.carrier.Carrier;
import farkeep.link.carrier.Link;
import farkeep.link.carrier.LinkSettings;
import farkeep.link.carrier.Pin;
import farkeep.link.carrier.TlsIdentity;
import farkeep.testkit.SeededRandomness;
import farkeep.testkit.tasks.SimulatedTasks;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.Set;

/// Two hosts of a simulated network, one of which listens; for tests that need no more.
public final class SimulatedPair {
  // One for all: making a P-256 certificate takes longer than most simulated tests.
  private static final TlsIdentity IDENTITY =
      TlsIdentity.generate(new SeededRandomness(1), Instant.EPOCH);

  private final SimulatedTasks tasks;
  private final SimulatedNetwork network;
  private final SimulatedCarrier dialling;
  private final SimulatedCarrier listening;
  private final Carrier.Listener listener;

  /// @param tasks seeded; the network takes its randomness from it
  public SimulatedPair(SimulatedTasks tasks) throws IOException {
    this.tasks = tasks;
    this.network = new SimulatedNetwork(tasks, tasks, tasks.randomness());
    this.dialling = network.host("dialler", LinkSettings.ordinary());
    this.listening = network.host("listener", LinkSettings.ordinary());
    this.listener =
        listening.listen(
            new InetSocketAddress(0), IDENTITY, () -> Set.of(Carrier.FARKEEP, Carrier.PAIRING));
  }

  /// The tasks that all of it runs on.
  public SimulatedTasks tasks() {
    return tasks;
  }

  /// For cuts and delays.
  public SimulatedNetwork network() {
    return network;
  }

  /// The host that dials.
  public SimulatedCarrier dialling() {
    return dialling;
  }

  /// Where the other one listens.
  public Carrier.Listener listener() {
    return listener;
  }

  /// What the listener is known by.
  public Pin pin() {
    return IDENTITY.pin();
  }

  /// Dials for everyday work.
  public Link dial() throws IOException, InterruptedException {
    return dial(Carrier.FARKEEP);
  }

  /// Dials whoever is there.
  public Link dial(String protocol) throws IOException, InterruptedException {
    return dialling.dial(listener.address(), new Carrier.Expected.AnyForPairing(), protocol);
  }
}
