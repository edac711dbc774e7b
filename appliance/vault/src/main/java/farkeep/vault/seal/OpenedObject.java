package farkeep.vault.seal;

import farkeep.objects.ObjectHeader;

/// What was in an object.
///
/// @param header its clear header, authenticated
/// @param type what the plain bytes are
/// @param codec how they were coded
/// @param plain the bytes, in a new array; of a PATCH the program that [Patch#parse] reads
public record OpenedObject(ObjectHeader header, PayloadType type, Codec codec, byte[] plain) {}
