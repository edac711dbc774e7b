package farkeep.store.index;

import farkeep.objects.ObjectId;

/// 80 bits of the SipHash-2-4-128 of an id under the index's own key. Whoever sends objects does
/// not know the key, and so cannot make two ids meet.
///
/// @param high first 64 bits of the hash; choose segment and page
/// @param low next 16 bits
record Fingerprint(long high, short low) {
  /// The fingerprint of an id.
  ///
  /// @param k0 first half of the key
  /// @param k1 second half of the key
  static Fingerprint of(ObjectId id, long k0, long k1) {
    SipHash hash = new SipHash(k0, k1);
    hash.take(id.value().a());
    hash.take(id.value().b());
    hash.take(id.value().c());
    hash.take(id.value().d());
    hash.finish(32);
    return new Fingerprint(hash.first, (short) (hash.second >>> 48));
  }

  /// Which of the 256 segments.
  int segment() {
    return (int) (high >>> 56);
  }

  /// Which of a segment's pages.
  ///
  /// @param pages a power of two
  int page(int pages) {
    return (int) (high >>> 24) & (pages - 1);
  }

  /// SipHash-2-4 with 128 bits of output (Aumasson and Bernstein 2012, and their reference code)
  /// over 8-byte words, each read big-endian from the id and taken as a little-endian word would
  /// be.
  static final class SipHash {
    long first;
    long second;
    private long v0;
    private long v1;
    private long v2;
    private long v3;

    SipHash(long k0, long k1) {
      v0 = k0 ^ 0x736f6d6570736575L;
      v1 = k1 ^ 0x646f72616e646f6dL ^ 0xee;
      v2 = k0 ^ 0x6c7967656e657261L;
      v3 = k1 ^ 0x7465646279746573L;
    }

    void take(long word) {
      v3 ^= word;
      round();
      round();
      v0 ^= word;
    }

    void finish(int length) {
      take((long) length << 56);
      v2 ^= 0xee;
      for (int i = 0; i < 4; i++) round();
      first = v0 ^ v1 ^ v2 ^ v3;
      v1 ^= 0xdd;
      for (int i = 0; i < 4; i++) round();
      second = v0 ^ v1 ^ v2 ^ v3;
    }

    private void round() {
      v0 += v1;
      v1 = Long.rotateLeft(v1, 13) ^ v0;
      v0 = Long.rotateLeft(v0, 32);
      v2 += v3;
      v3 = Long.rotateLeft(v3, 16) ^ v2;
      v0 += v3;
      v3 = Long.rotateLeft(v3, 21) ^ v0;
      v2 += v1;
      v1 = Long.rotateLeft(v1, 17) ^ v2;
      v2 = Long.rotateLeft(v2, 32);
    }
  }
}
