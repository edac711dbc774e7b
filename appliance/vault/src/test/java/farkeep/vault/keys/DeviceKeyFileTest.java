package farkeep.vault.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import farkeep.objects.MalformedObjectException;
import farkeep.testkit.SeededRandomness;
import farkeep.vault.keys.DeviceKeyFile.Effort;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class DeviceKeyFileTest {
  private static final char[] NONE = {};
  private final SeededRandomness randomness = new SeededRandomness(2);
  private final DeviceKeys keys = DeviceKeys.fresh(randomness);

  @Test
  void a_file_without_a_passphrase_gives_the_keys_back_and_every_flipped_byte_is_noticed() {
    byte[] file = DeviceKeyFile.encode(keys);
    assertThat(DeviceKeyFile.isProtected(file)).isFalse();
    assertThat(DeviceKeyFile.decode(file, NONE).seeds()).isEqualTo(keys.seeds());
    for (int i = 0; i < file.length; i++) {
      byte[] flipped = file.clone();
      flipped[i] ^= 4;
      assertThatThrownBy(() -> DeviceKeyFile.decode(flipped, NONE))
          .as("byte %d", i)
          .isInstanceOf(MalformedObjectException.class);
    }
  }

  @Test
  void a_passphrase_opens_its_file_and_no_other_does() {
    char[] passphrase = "grüner Tee um vier".toCharArray();
    byte[] file = DeviceKeyFile.encode(keys, passphrase, Effort.LEAST, randomness);
    assertThat(DeviceKeyFile.isProtected(file)).isTrue();
    assertThat(DeviceKeyFile.decode(file, passphrase).id()).isEqualTo(keys.id());
    assertThatThrownBy(() -> DeviceKeyFile.decode(file, "gruner Tee um vier".toCharArray()))
        .isInstanceOf(CannotOpenException.class);
  }

  @Test
  void an_effort_out_of_bounds_is_refused_before_it_is_paid() {
    byte[] file = DeviceKeyFile.encode(keys, "x".toCharArray(), Effort.LEAST, randomness);
    for (int kib : new int[] {0, (64 << 10) - 1, (1 << 20) + 1, Integer.MAX_VALUE, -1}) {
      byte[] changed = file.clone();
      ByteBuffer.wrap(changed).putInt(5, kib);
      assertThatThrownBy(() -> DeviceKeyFile.decode(changed, NONE))
          .isInstanceOf(MalformedObjectException.class);
    }
    for (int[] change : new int[][] {{9, 2}, {9, 11}, {10, 3}, {10, 17}}) {
      byte[] changed = file.clone();
      changed[change[0]] = (byte) change[1];
      assertThatThrownBy(() -> DeviceKeyFile.decode(changed, NONE))
          .isInstanceOf(MalformedObjectException.class)
          .hasMessageContaining("3 to 10, 4 to 16");
    }
  }
}
