package farkeep.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import farkeep.objects.PeerId;
import farkeep.objects.VaultId;
import farkeep.objects.system.SystemTasks;
import farkeep.store.catalogue.Catalogue;
import farkeep.store.catalogue.CatalogueOpening;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CatalogueFillTest {
  private static final VaultId VAULT = VaultId.of(new byte[32]);

  @TempDir Path data;

  private Catalogue open() throws Exception {
    return new CatalogueOpening(data.resolve("catalogue"), new SystemTasks(), _ -> {})
        .open()
        .catalogue();
  }

  private void fill(String... rows) throws Exception {
    CatalogueFill.main(new String[] {data.toString(), rows[0], rows[1]});
  }

  @Test
  void a_paired_box_gets_its_years_and_goes_on_behind_them() throws Exception {
    try (Catalogue catalogue = open()) {
      catalogue.put(new Catalogue.Vault(VAULT, Instant.now()));
      PeerId device = PeerId.of(new byte[32]);
      catalogue.put(new Catalogue.Device(VAULT, device, "owner", Optional.empty()));
    }

    fill("300", "200");

    try (Catalogue catalogue = open()) {
      assertThat(catalogue.snapshotsKept()).isEqualTo(300);
      assertThat(catalogue.nextHeadEntry(VAULT)).as("of the real log").isZero();
      assertThat(catalogue.eventsKept()).isEqualTo(200);
      assertThat(catalogue.sessions(500)).hasSize(200);
      assertThat(catalogue.received(30)).hasSize(30);
    }
  }

  @Test
  void a_box_of_nobody_is_not_filled_and_a_number_has_bounds() throws Exception {
    open().close();
    assertThatThrownBy(() -> fill("1", "1")).hasMessageContaining("pair it first");
    assertThatThrownBy(() -> fill("1000001", "1")).hasMessageContaining("give 0 to 1000000");
  }
}
