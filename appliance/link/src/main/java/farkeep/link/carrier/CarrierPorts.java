package farkeep.link.carrier;

import farkeep.objects.port.Clocks;
import farkeep.objects.port.Randomness;
import farkeep.objects.port.Tasks;

/// The ports a carrier needs beside its network.
///
/// @param tasks where it waits and runs
/// @param clocks what progress is measured with
/// @param randomness what its keys are made of
public record CarrierPorts(Tasks tasks, Clocks clocks, Randomness randomness) {}
