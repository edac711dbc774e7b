package farkeep.store.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import farkeep.objects.Bytes32;
import farkeep.objects.FolderTag;
import farkeep.objects.ObjectId;
import farkeep.objects.PeerId;
import farkeep.objects.VaultId;
import farkeep.objects.system.SystemTasks;
import farkeep.store.catalogue.Catalogue.Device;
import farkeep.store.catalogue.Catalogue.Folder;
import farkeep.store.catalogue.Catalogue.Snapshot;
import farkeep.store.catalogue.Catalogue.Vault;
import farkeep.store.catalogue.CatalogueOpening.Opened;
import farkeep.testkit.proof.Proof;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The catalogue's file is deleted, damaged, or replaced by an older one: whoever fills it from the
/// logs again, as a box does at each start, finds the same rows as before.
@Tag("proof")
class CatalogueLossTest {
  private static final Instant THEN = Instant.parse("2026-03-01T10:20:30.456Z");
  private static final VaultId VAULT = new VaultId(new Bytes32(1, 0, 0, 0));
  private static final FolderTag FOLDER = new FolderTag(3, 4);

  @TempDir Path directory;

  @Test
  void the_catalogue_comes_back_the_same_whatever_becomes_of_its_file() throws Exception {
    try (Proof proof = Proof.of("catalogue lost", "lost or damaged catalogues", 20)) {
      while (proof.next()) loseIt(directory.resolve("at-" + proof.seed()), proof.seed());
      proof.passed();
    }
  }

  private static void loseIt(Path directory, long seed) throws Exception {
    SplittableRandom random = new SplittableRandom(seed);
    int snapshots = 1 + random.nextInt(400);
    Path file = directory.resolve("box.mv.db");
    run(directory, snapshots / 2);
    byte[] older = Files.readAllBytes(file);
    List<Object> before = run(directory, snapshots);
    hurt(file, older, random);
    assertThat(run(directory, snapshots)).isEqualTo(before);
    assertThat(run(directory, snapshots)).isEqualTo(before);
  }

  /// Opens the catalogue, brings it up to date, and reads it.
  private static List<Object> run(Path directory, int snapshots) throws Exception {
    Opened opened = new CatalogueOpening(directory, new SystemTasks(), _ -> {}).open();
    try (Catalogue catalogue = opened.catalogue()) {
      fill(catalogue, snapshots);
      List<Object> rows = new ArrayList<>(catalogue.vaults());
      rows.addAll(catalogue.devices(VAULT));
      rows.addAll(catalogue.folders(VAULT));
      rows.addAll(catalogue.snapshots(VAULT, FOLDER, Catalogue.ROWS_MAX));
      return rows;
    }
  }

  /// What the logs say beyond what the catalogue has.
  private static void fill(Catalogue catalogue, int snapshots) {
    catalogue.put(new Vault(VAULT, THEN));
    for (int i = 0; i < 5; i++) {
      PeerId device = new PeerId(new Bytes32(i, 2, 3, 4));
      catalogue.put(new Device(VAULT, device, "writer", Optional.of(THEN)));
    }
    for (long next = catalogue.nextHeadEntry(VAULT); next < snapshots; next++) {
      ObjectId id = new ObjectId(new Bytes32(next, 7, 7, 7));
      Optional<Instant> at = Optional.of(THEN.plusSeconds(next));
      catalogue.put(new Snapshot(VAULT, FOLDER, id, next, next + 1, at));
      catalogue.put(new Folder(VAULT, FOLDER, Optional.of(id), next + 1, at));
    }
  }

  private static void hurt(Path file, byte[] older, SplittableRandom random) throws IOException {
    byte[] now = Files.readAllBytes(file);
    switch (random.nextInt(6)) {
      case 0 -> Files.delete(file);
      case 1 -> Files.write(file, Arrays.copyOf(now, random.nextInt(now.length)));
      case 2 -> Files.write(file, older);
      case 3 -> {
        byte[] noise = new byte[1 + random.nextInt(8_192)];
        random.nextBytes(noise);
        int at = random.nextInt(now.length);
        System.arraycopy(noise, 0, now, at, Math.min(noise.length, now.length - at));
        Files.write(file, now);
      }
      case 4 -> {
        int at = random.nextInt(now.length) / 4_096 * 4_096;
        Arrays.fill(now, at, Math.min(now.length, at + 4_096), (byte) 0);
        now[random.nextInt(now.length)] ^= 1;
        Files.write(file, now);
      }
      default -> {
        for (int bits = 1 + random.nextInt(64); bits > 0; bits--) {
          now[random.nextInt(now.length)] ^= (byte) (1 << random.nextInt(8));
        }
        Files.write(file, now);
      }
    }
  }
}
