package farkeep.box.health;

import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/// Home nodes at this moment.
///
/// @param contact whether one is here
/// @param receivedBytes of objects since the start; never less than before
/// @param pairing for how much longer the pairing window is open
public record Homes(
    Supplier<Findings.Contact> contact,
    LongSupplier receivedBytes,
    Supplier<Optional<Duration>> pairing) {}
