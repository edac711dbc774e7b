package farkeep.store.index;

import static org.assertj.core.api.Assertions.assertThat;

import farkeep.store.index.Fingerprint.SipHash;
import org.junit.jupiter.api.Test;

class FingerprintTest {
  /// The first of the 128-bit vectors in the reference code: the key 00 01 … 0f, no message.
  @Test
  void the_hash_is_the_one_of_the_reference_code() {
    SipHash hash = new SipHash(0x0706050403020100L, 0x0f0e0d0c0b0a0908L);
    hash.finish(0);
    assertThat(hash.first).isEqualTo(0xe6a825ba047f81a3L);
    assertThat(hash.second).isEqualTo(0x930255c71472f66dL);
  }
}
