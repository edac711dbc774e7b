package farkeep.home.alarm;

import java.time.Instant;
import java.util.Optional;

/// What a home knows about a box when it looks.
///
/// @param box its id, in hexadecimal digits
/// @param name what the owner calls it
/// @param reached whether there is a link to it now
/// @param lastContact when there was last one; empty: never
/// @param trouble what it says that somebody has to see to; empty while all is well
/// @param why the likely cause of its silence, for people; empty while it is reached
public record BoxCondition(
    String box,
    String name,
    boolean reached,
    Optional<Instant> lastContact,
    Optional<String> trouble,
    String why) {}
