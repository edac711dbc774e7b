package farkeep.home.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import farkeep.objects.MalformedObjectException;
import farkeep.objects.log.VaultLog;
import farkeep.objects.port.Randomness;
import farkeep.testkit.SeededRandomness;
import farkeep.vault.keys.DeviceKeys;
import farkeep.vault.keys.NewVault;
import farkeep.vault.keys.RecoveryKey;
import org.junit.jupiter.api.Test;

class OpenedVaultTest {
  private final Randomness randomness = new SeededRandomness(4);
  private final RecoveryKey recovery = RecoveryKey.fresh(randomness);
  private final DeviceKeys device = DeviceKeys.fresh(randomness);

  private VaultLog founded(int chunkerSuite) {
    return NewVault.found(chunkerSuite, recovery, device, "test", randomness);
  }

  @Test
  void a_vault_of_suite_1_is_opened() {
    VaultLog log = founded(1);

    assertThat(new OpenedVault(log, device).id()).isEqualTo(log.vault());
    assertThat(OpenedVault.forReading(log, recovery, randomness).id()).isEqualTo(log.vault());
  }

  @Test
  void a_vault_of_another_chunker_suite_is_refused_by_its_number() {
    VaultLog log = founded(2);

    assertThatThrownBy(() -> new OpenedVault(log, device))
        .isInstanceOf(MalformedObjectException.class)
        .hasMessageContaining(log.vault().abbreviated())
        .hasMessageContaining("chunker suite 2; this program knows suite 1: update Farkeep");
    assertThatThrownBy(() -> OpenedVault.forReading(log, recovery, randomness))
        .isInstanceOf(MalformedObjectException.class);
  }
}
