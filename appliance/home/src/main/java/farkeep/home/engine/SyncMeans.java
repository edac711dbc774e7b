package farkeep.home.engine;

import farkeep.home.replicate.BoxClient;
import farkeep.home.state.StateIndex;
import farkeep.objects.PeerId;

/// What it takes to bring folders and a box together.
record SyncMeans(
    PeerId id, OpenedVault vault, BoxClient box, StateIndex index, NodeStore nodes, Ports ports) {}
