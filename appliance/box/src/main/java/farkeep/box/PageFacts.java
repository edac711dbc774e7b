package farkeep.box;

import farkeep.box.health.BoxHealth;
import farkeep.box.host.HostWishes;
import farkeep.box.page.BoxFacts;
import farkeep.box.pairing.Invitation;
import farkeep.box.pairing.PairingDesk;
import farkeep.box.replication.ReplicationServer;
import farkeep.box.replication.Vaults;
import farkeep.objects.PeerId;
import farkeep.objects.port.Clocks;
import farkeep.store.catalogue.Catalogue;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;

/// What of a running box its page shows.
///
/// @param itself what else it knows of itself
record PageFacts(
    BoxHealth health,
    Catalogue catalogue,
    Vaults vaults,
    PairingDesk desk,
    ReplicationServer server,
    Itself itself)
    implements BoxFacts {
  /// @param reserveBytes of the disk that are never filled
  /// @param powerCuts how many it has survived
  record Itself(
      Clocks clocks, long reserveBytes, Supplier<OptionalLong> powerCuts, HostSide host) {}

  @Override
  public BoxHealth.Look look() throws IOException {
    return health.look();
  }

  @Override
  public Optional<Invitation> pairing() {
    return desk.invitation();
  }

  @Override
  public Clocks clocks() {
    return itself.clocks;
  }

  @Override
  public long reserveBytes() {
    return itself.reserveBytes;
  }

  @Override
  public OptionalLong powerCuts() {
    return itself.powerCuts.get();
  }

  @Override
  public HostWishes wishes() {
    return itself.host.wishes();
  }

  @Override
  public boolean isSafeToUnplug() {
    return itself.host.stop().isSafe();
  }

  @Override
  public int sessions(PeerId device) {
    return server.sessions(device);
  }
}
