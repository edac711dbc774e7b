package farkeep.box.replication;

import farkeep.objects.MalformedObjectException;
import farkeep.objects.ObjectHeader;
import farkeep.objects.ObjectId;
import java.util.Optional;

/// An object as it arrived, with what can be said of it without the store: done by each stream's
/// own task, so that hashing runs on all cores while admission stays in order.
///
/// @param id the SHA-256 of `stored`
/// @param stored header, tag and ciphertext; not copied
/// @param fault why it can never be admitted; empty when its header is sound
record CheckedObject(ObjectId id, byte[] stored, Optional<String> fault) {
  static CheckedObject of(byte[] stored) {
    return new CheckedObject(ObjectId.ofStored(stored), stored, fault(stored));
  }

  private static Optional<String> fault(byte[] stored) {
    try {
      ObjectHeader.parse(stored);
      return Optional.empty();
    } catch (MalformedObjectException e) {
      return Optional.of(e.getMessage());
    }
  }
}
