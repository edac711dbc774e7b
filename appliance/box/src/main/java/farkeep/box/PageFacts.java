package farkeep.box;

import farkeep.box.health.BoxHealth;
import farkeep.box.page.BoxFacts;
import farkeep.box.pairing.PairingDesk;
import farkeep.box.replication.ReplicationServer;
import farkeep.box.replication.Vaults;
import farkeep.link.pairing.PairingWindow;
import farkeep.objects.PeerId;
import farkeep.objects.port.Clocks;
import farkeep.store.catalogue.Catalogue;
import java.io.IOException;
import java.util.Optional;

/// What of a running box its page shows.
///
/// @param reserveBytes of the disk that are never filled
record PageFacts(
    BoxHealth health,
    Catalogue catalogue,
    Vaults vaults,
    PairingDesk desk,
    ReplicationServer server,
    Clocks clocks,
    long reserveBytes)
    implements BoxFacts {
  @Override
  public BoxHealth.Look look() throws IOException {
    return health.look();
  }

  @Override
  public Optional<PairingWindow> pairing() {
    return desk.current();
  }

  @Override
  public int sessions(PeerId device) {
    return server.sessions(device);
  }
}
