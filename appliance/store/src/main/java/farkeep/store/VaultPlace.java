package farkeep.store;

import farkeep.objects.PeerId;

/// Where a vault is kept.
///
/// @param directory on the disk; made when it does not exist
/// @param box which box keeps it; written into every pack
public record VaultPlace(String directory, PeerId box) {}
