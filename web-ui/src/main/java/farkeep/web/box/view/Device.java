package farkeep.web.box.view;

import java.time.Instant;
import java.util.Optional;

/// A home node, without its name: the box does not know it.
///
/// @param number from 1, always the same for one device
/// @param lastContact when it last spoke with the box
/// @param newestSnapshot when the newest complete snapshot from it came
/// @param sessions how many it has open now
public record Device(
    int number, Optional<Instant> lastContact, Optional<Instant> newestSnapshot, int sessions) {}
