package farkeep.store;

import farkeep.objects.port.Clocks;
import farkeep.objects.port.Disk;
import farkeep.objects.port.Randomness;
import farkeep.objects.port.Tasks;

/// What a store needs from outside.
///
/// @param disk where everything lies
/// @param tasks what forces and seals run as
/// @param clocks how old a pack is
/// @param randomness keys of the index, salts of the packs
/// @param events who is told what the store did by itself
public record StorePorts(
    Disk disk, Tasks tasks, Clocks clocks, Randomness randomness, StoreEvents events) {}
