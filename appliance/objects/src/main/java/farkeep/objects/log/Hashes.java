package farkeep.objects.log;

import farkeep.objects.EntryHash;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// The one hash of both logs.
final class Hashes {
  private Hashes() {}

  /// The SHA-256 of an entry as it is kept, signature included.
  static EntryHash entry(byte[] encoded) {
    try {
      return EntryHash.of(MessageDigest.getInstance("SHA-256").digest(encoded));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java has no SHA-256", e);
    }
  }
}
