package farkeep.home.engine;

import farkeep.home.replicate.BoxClient;
import farkeep.home.state.StateIndex;
import farkeep.objects.port.Clocks;
import farkeep.objects.port.Randomness;
import farkeep.objects.port.Tasks;

/// What it takes to bring folders and a box together.
record SyncMeans(OpenedVault vault, BoxClient box, StateIndex index, NodeStore nodes, Ports ports) {
  /// The outside.
  record Ports(Tasks tasks, Clocks clocks, Randomness randomness) {}
}
