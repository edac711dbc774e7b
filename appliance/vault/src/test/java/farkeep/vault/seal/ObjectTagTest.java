package farkeep.vault.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import farkeep.objects.ObjectHeader;
import farkeep.objects.ObjectId;
import farkeep.objects.ObjectKind;
import farkeep.vault.keys.CannotOpenException;
import farkeep.vault.keys.RootKeys;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/// AES-GCM does not bind a ciphertext to one key: the object's own tag does.
class ObjectTagTest {
  private static final RootKeys ROOT = RootKeys.of(new byte[32]);
  private static final byte[] PAYLOAD = HexFormat.of().parseHex("0100000303616263");

  /// Sealed under the key that follows from this tag, whether the tag is the content's or not.
  private static byte[] sealedUnder(byte[] tag) {
    ObjectHeader header =
        new ObjectHeader(1, ObjectKind.CHUNK, 0, ROOT.keyId(), new byte[0], List.of());
    byte[] head = header.encode();
    int from = head.length + Bench.TAG_BYTES;
    byte[] stored = new byte[from + PAYLOAD.length + Bench.GCM_TAG_BYTES];
    System.arraycopy(head, 0, stored, 0, head.length);
    System.arraycopy(tag, 0, stored, head.length, tag.length);
    System.arraycopy(PAYLOAD, 0, stored, from, PAYLOAD.length);
    try (Bench bench = new Bench()) {
      bench.use(ROOT);
      bench.encrypt(stored, from, PAYLOAD.length, tag);
    }
    return stored;
  }

  private static byte[] tagOfContent() {
    byte[] head =
        new ObjectHeader(1, ObjectKind.CHUNK, 0, ROOT.keyId(), new byte[0], List.of()).encode();
    try (Bench bench = new Bench()) {
      bench.use(ROOT);
      return bench.tag(head, head.length, PAYLOAD, 0, PAYLOAD.length);
    }
  }

  @Test
  void an_object_sealed_under_a_tag_that_is_not_its_content_s_does_not_open() {
    byte[] stored = sealedUnder(new byte[Bench.TAG_BYTES]);
    assertThatThrownBy(() -> new Opener(_ -> ROOT).open(ObjectId.ofStored(stored), stored))
        .isInstanceOf(CannotOpenException.class)
        .hasMessageContaining("does not match its tag");
  }

  @Test
  void under_its_content_s_tag_it_opens() {
    byte[] stored = sealedUnder(tagOfContent());
    byte[] plain = new Opener(_ -> ROOT).open(ObjectId.ofStored(stored), stored).plain();
    assertThat(plain).isEqualTo("abc".getBytes());
  }
}
