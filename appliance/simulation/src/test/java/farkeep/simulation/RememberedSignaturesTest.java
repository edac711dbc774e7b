package farkeep.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import farkeep.objects.SigningKey;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RememberedSignaturesTest {
  private static final int KEYS = 20;

  @Test
  void they_are_those_of_the_jdk_and_an_altered_one_holds_neither_before_nor_after_the_right_one()
      throws Exception {
    RememberedSignatures.use();
    SplittableRandom chance = new SplittableRandom(1);
    for (int i = 0; i < KEYS; i++) {
      byte[] seed = bytes(chance, SigningKey.SEED_BYTES);
      byte[] message = bytes(chance, chance.nextInt(300));
      SigningKey key = SigningKey.ofSeed(seed);
      byte[] signature = jdk(seed, message);
      byte[] altered = signature.clone();
      altered[chance.nextInt(altered.length)] ^= (byte) (1 << chance.nextInt(8));
      byte[] longer = Arrays.copyOf(message, message.length + 1);

      assertThat(SigningKey.verifies(key.id(), altered, message)).isFalse();
      assertThat(SigningKey.verifies(key.id(), signature, message)).isTrue();
      assertThat(key.sign(message)).isEqualTo(signature);
      assertThat(SigningKey.verifies(key.id(), signature, message)).isTrue();
      assertThat(SigningKey.verifies(key.id(), altered, message)).isFalse();
      assertThat(SigningKey.verifies(key.id(), signature, longer)).isFalse();
      byte[] other = bytes(chance, SigningKey.SEED_BYTES);
      assertThat(SigningKey.verifies(SigningKey.ofSeed(other).id(), signature, message)).isFalse();
    }
  }

  private static byte[] bytes(SplittableRandom chance, int count) {
    byte[] bytes = new byte[count];
    chance.nextBytes(bytes);
    return bytes;
  }

  private static byte[] jdk(byte[] seed, byte[] message) throws Exception {
    byte[] prefix = HexFormat.of().parseHex("302e020100300506032b657004220420");
    byte[] encoded = Arrays.copyOf(prefix, prefix.length + seed.length);
    System.arraycopy(seed, 0, encoded, prefix.length, seed.length);
    Signature signature = Signature.getInstance("Ed25519", "SunEC");
    signature.initSign(
        KeyFactory.getInstance("Ed25519").generatePrivate(new PKCS8EncodedKeySpec(encoded)));
    signature.update(message);
    return signature.sign();
  }
}
