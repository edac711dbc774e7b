package farkeep.objects.log;

import farkeep.objects.EntryHash;
import farkeep.objects.Sha256;

/// The one hash of both logs.
final class Hashes {
  private Hashes() {}

  /// The SHA-256 of an entry as it is kept, signature included.
  static EntryHash entry(byte[] encoded) {
    return EntryHash.of(Sha256.begin().digest(encoded));
  }
}
