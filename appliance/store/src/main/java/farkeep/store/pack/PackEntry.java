package farkeep.store.pack;

import farkeep.objects.ObjectId;

/// Where in a pack an object stands.
///
/// @param at where its record head begins, in bytes from the start of the pack
/// @param length bytes of the stored object
/// @param damaged whether its bytes were seen not to match its id
public record PackEntry(ObjectId id, long at, int length, boolean damaged) {}
