package farkeep.box.replication;

import farkeep.box.events.BoxEvents;
import farkeep.box.update.UpdateInbox;
import farkeep.objects.port.Clocks;
import farkeep.objects.port.Tasks;

/// What all sessions of a box share.
///
/// @param tasks where they run
/// @param clocks their time
/// @param updates where updates of the machine arrive
/// @param itself this box
/// @param vaults what it keeps
/// @param events who takes note
public record Surroundings(
    Tasks tasks,
    Clocks clocks,
    UpdateInbox updates,
    Itself itself,
    Vaults vaults,
    BoxEvents events) {}
