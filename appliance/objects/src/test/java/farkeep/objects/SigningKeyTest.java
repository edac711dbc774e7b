package farkeep.objects;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SigningKeyTest {
  private static final int MESSAGES = 64;

  /// The y of every point whose order divides 8, as it can be written.
  private static final List<String> SMALL_ORDER =
      List.of(
          "0000000000000000000000000000000000000000000000000000000000000000",
          "0100000000000000000000000000000000000000000000000000000000000000",
          "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
          "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
          "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
          "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
          "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f");

  /// Without a secret: R is such a point, S is 0, and one message in eight at least fits.
  @Test
  void a_key_of_small_order_has_signed_nothing() {
    for (String key : SMALL_ORDER) {
      for (String point : SMALL_ORDER) {
        for (int sign = 0; sign < 4; sign++) {
          PeerId signer = PeerId.of(withSign(key, sign & 1));
          byte[] signature = new byte[SigningKey.SIGNATURE_BYTES];
          System.arraycopy(withSign(point, sign >> 1), 0, signature, 0, 32);
          for (int i = 0; i < MESSAGES; i++) {
            assertThat(SigningKey.verifies(signer, signature, new byte[] {(byte) i}))
                .as("key %s, R %s", key, point)
                .isFalse();
          }
        }
      }
    }
  }

  private static byte[] withSign(String y, int sign) {
    byte[] point = Bytes32.ofHex(y).bytes();
    point[31] |= (byte) (sign << 7);
    return point;
  }

  @Test
  void an_ordinary_key_has_signed_what_it_signed_and_nothing_else() {
    SigningKey key = SigningKey.ofSeed(new byte[SigningKey.SEED_BYTES]);
    byte[] message = "farkeep/test".getBytes();
    byte[] signature = key.sign(message);
    assertThat(SigningKey.verifies(key.id(), signature, message)).isTrue();
    assertThat(SigningKey.verifies(key.id(), signature, message, message)).isFalse();
    assertThat(SigningKey.verifies(key.id(), new byte[SigningKey.SIGNATURE_BYTES], message))
        .isFalse();
  }
}
