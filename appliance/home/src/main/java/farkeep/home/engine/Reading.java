package farkeep.home.engine;

import farkeep.home.replicate.ObjectReader;
import farkeep.objects.port.Tasks;

/// What it takes to read what is kept, wherever it is kept.
record Reading(OpenedVault vault, ObjectReader reader, NodeStore nodes, Tasks tasks) {}
