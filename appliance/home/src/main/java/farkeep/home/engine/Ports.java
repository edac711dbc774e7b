package farkeep.home.engine;

import farkeep.objects.port.Clocks;
import farkeep.objects.port.Randomness;
import farkeep.objects.port.Tasks;

/// The outside, as a home node needs it.
public record Ports(Tasks tasks, Clocks clocks, Randomness randomness) {}
