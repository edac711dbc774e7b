package farkeep.vault.seal;

import static java.util.Objects.requireNonNull;

import farkeep.objects.ObjectId;

/// An object as it is sent and kept.
///
/// @param id SHA-256 of the stored bytes
/// @param stored header, tag, ciphertext, and a snapshot's signature; not copied, not to be changed
public record SealedObject(ObjectId id, byte[] stored) {
  /// Neither may be null.
  public SealedObject {
    requireNonNull(id);
    requireNonNull(stored);
  }
}
