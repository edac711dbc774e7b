package farkeep.box.replication;

import farkeep.objects.MalformedObjectException;
import farkeep.objects.ObjectHeader;
import farkeep.objects.ObjectId;
import java.util.Optional;

/// An object as it arrived, with what can be said of it without the store: done by each stream's
/// own task, so that hashing runs on all cores while admission stays in order.
///
/// @param id the SHA-256 of `stored`
/// @param header parsed; empty when it is malformed
/// @param fault why it can never be admitted; empty text when its header is sound
/// @param stored header, tag and ciphertext; not copied
record CheckedObject(ObjectId id, Optional<ObjectHeader> header, String fault, byte[] stored) {
  static CheckedObject of(byte[] stored) {
    ObjectId id = ObjectId.ofStored(stored);
    try {
      return new CheckedObject(id, Optional.of(ObjectHeader.parse(stored)), "", stored);
    } catch (MalformedObjectException e) {
      return new CheckedObject(id, Optional.empty(), e.getMessage(), stored);
    }
  }
}
