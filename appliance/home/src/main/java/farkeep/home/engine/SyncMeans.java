package farkeep.home.engine;

import farkeep.home.replicate.BoxClient;
import farkeep.home.state.StateIndex;

/// What it takes to bring folders and a box together.
record SyncMeans(OpenedVault vault, BoxClient box, StateIndex index, NodeStore nodes, Ports ports) {
  /// The part of it that reading takes.
  Reading reading() {
    return new Reading(vault, box.reader(), nodes, ports.tasks());
  }
}
