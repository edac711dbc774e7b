package farkeep.box.page;

import farkeep.box.health.BoxHealth;
import farkeep.box.host.HostWishes;
import farkeep.box.pairing.Invitation;
import farkeep.box.replication.Vaults;
import farkeep.objects.PeerId;
import farkeep.objects.port.Clocks;
import farkeep.store.catalogue.Catalogue;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;

/// What of a running box is shown.
public interface BoxFacts {
  /// How it is.
  BoxHealth.Look look() throws IOException;

  /// What it knows at a glance.
  Catalogue catalogue();

  /// The vaults that it keeps.
  Vaults vaults();

  /// What is shown while the pairing window is open.
  Optional<Invitation> pairing();

  /// How many sessions a device has open.
  int sessions(PeerId device);

  /// Its clocks.
  Clocks clocks();

  /// How many power cuts it has survived; empty where that can't be told.
  OptionalLong powerCuts();

  /// What the host has set.
  HostWishes wishes();

  /// Whether nothing is written any more: the plug may be pulled.
  boolean isSafeToUnplug();

  /// Bytes of the disk that are never filled with objects.
  long reserveBytes();
}
