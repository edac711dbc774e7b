package farkeep.box.pairing;

import farkeep.link.pairing.PairingCode;
import farkeep.link.pairing.PairingText;
import java.time.Duration;

/// What a box shows while its pairing window is open: two ways in, of which the first that is used
/// ends both.
///
/// @param code to be read out
/// @param text to be scanned or copied
/// @param remaining how long they are still good
public record Invitation(PairingCode code, PairingText text, Duration remaining) {}
