package farkeep.box.replication;

import farkeep.box.events.BoxEvents;
import farkeep.objects.port.Clocks;
import farkeep.objects.port.Disk;
import farkeep.objects.port.Tasks;

/// What all sessions of a box share.
///
/// @param tasks where they run
/// @param clocks their time
/// @param disk where the vaults lie
/// @param itself this box
/// @param vaults what it keeps
/// @param events who takes note
public record Surroundings(
    Tasks tasks, Clocks clocks, Disk disk, Itself itself, Vaults vaults, BoxEvents events) {}
