package farkeep.vault.seal;

import farkeep.objects.ObjectHeader;
import farkeep.objects.ObjectId;
import farkeep.vault.keys.RootKeys;

/// Seals any payload, right or wrong, as a hostile device with the keys could.
final class RawSealer {
  private RawSealer() {}

  static SealedObject seal(RootKeys root, ObjectHeader header, byte[] payload) {
    byte[] head = header.encode();
    byte[] stored = new byte[head.length + 32 + payload.length + 16];
    System.arraycopy(head, 0, stored, 0, head.length);
    System.arraycopy(payload, 0, stored, head.length + 32, payload.length);
    try (Bench bench = new Bench()) {
      bench.use(root);
      byte[] tag = bench.tag(head, head.length, stored, head.length + 32, payload.length);
      System.arraycopy(tag, 0, stored, head.length, 32);
      bench.encrypt(stored, head.length + 32, payload.length, tag);
    }
    return new SealedObject(ObjectId.ofStored(stored), stored);
  }
}
